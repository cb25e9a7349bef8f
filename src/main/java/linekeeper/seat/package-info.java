/**
 * Seats (workplaces) and the agents signed in to them: the seat machine and its language. Promises
 * one session per agent and per seat, and that a seat never holds two calls.
 */
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
@NullMarked
package linekeeper.seat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
