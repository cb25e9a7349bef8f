/**
 * What proves a recording untouched: its signed manifest, the chain that the manifests of a day
 * form, and the day's seal. Needs nothing but bytes, so that a proof can be checked anywhere.
 */
@NamedInterface("proof")
@NullMarked
package linekeeper.recording.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
