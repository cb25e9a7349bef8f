/**
 * Lines, queues and who is next: waiting callers in their order and the ordered list of preferences
 * by which a seat is chosen. Promises that an offer never reaches two seats.
 */
@ApplicationModule(allowedDependencies = {"kernel", "platform", "seat"})
@NullMarked
package linekeeper.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
