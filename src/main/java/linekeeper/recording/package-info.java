/**
 * Custody of recordings: taken, stored, verified, replayed. Promises that a local file is removed
 * only after the stored copy was verified by size and digest.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "platform", "telephony", "call :: event", "access"})
@NullMarked
package linekeeper.recording;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
