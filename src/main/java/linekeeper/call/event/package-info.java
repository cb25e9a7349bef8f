/** What happened to calls, told after commit and at least once. Records others may store. */
@NamedInterface("event")
@NullMarked
package linekeeper.call.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
