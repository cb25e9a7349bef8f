/** The seat machine: pure, decides. */
@NamedInterface("model")
@NullMarked
package linekeeper.seat.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
