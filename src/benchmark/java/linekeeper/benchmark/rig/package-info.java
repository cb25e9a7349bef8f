/** What the benchmarks stand on: one Linekeeper with its switch, started by its own launcher. */
@NullMarked
package linekeeper.benchmark.rig;

import org.jspecify.annotations.NullMarked;
