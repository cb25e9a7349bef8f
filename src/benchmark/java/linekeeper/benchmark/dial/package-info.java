/** Ways to call those who are owed a call, side by side. */
@NullMarked
package linekeeper.benchmark.dial;

import org.jspecify.annotations.NullMarked;
