/** A stream of the switch's events, the same for all who are to read it, and those who read it. */
@NullMarked
package linekeeper.benchmark.events;

import org.jspecify.annotations.NullMarked;
