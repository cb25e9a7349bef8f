/** Holds and locks in the database, of whichever table they are. */
@NullMarked
package linekeeper.platform.retention.store;

import org.jspecify.annotations.NullMarked;
