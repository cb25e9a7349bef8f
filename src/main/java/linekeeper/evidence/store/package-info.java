/** The items' rows. */
@NullMarked
package linekeeper.evidence.store;

import org.jspecify.annotations.NullMarked;
