/** What happened to seats and agent sessions, told after commit and at least once. */
@NamedInterface("event")
@NullMarked
package linekeeper.seat.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
