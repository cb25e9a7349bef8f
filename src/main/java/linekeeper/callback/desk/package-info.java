/** Hears of lost callers, and rings them when an agent asks. */
@NullMarked
package linekeeper.callback.desk;

import org.jspecify.annotations.NullMarked;
