/** What the floor looks like now, told in process on the lane. A listener must not block. */
@NamedInterface("watch")
@NullMarked
package linekeeper.call.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
