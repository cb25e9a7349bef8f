/** The sheets' rows. */
@NullMarked
package linekeeper.workorder.store;

import org.jspecify.annotations.NullMarked;
