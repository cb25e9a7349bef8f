/** How soon the floor and its screens show what is true again, after they could not know. */
@NullMarked
package linekeeper.benchmark.truth;

import org.jspecify.annotations.NullMarked;
