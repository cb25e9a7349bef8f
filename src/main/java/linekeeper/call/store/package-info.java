/** Calls as they are stored and searched. */
@NullMarked
package linekeeper.call.store;

import org.jspecify.annotations.NullMarked;
