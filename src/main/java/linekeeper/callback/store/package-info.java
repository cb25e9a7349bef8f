/** The tasks' and attempts' rows. */
@NullMarked
package linekeeper.callback.store;

import org.jspecify.annotations.NullMarked;
