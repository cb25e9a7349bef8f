/** Screens that watch, and the bridges between a switch and screens that are compared with ours. */
@NullMarked
package linekeeper.benchmark.live;

import org.jspecify.annotations.NullMarked;
