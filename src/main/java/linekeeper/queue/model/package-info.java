/** The queue machine and the routing preferences: pure, decides. */
@NamedInterface("model")
@NullMarked
package linekeeper.queue.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
