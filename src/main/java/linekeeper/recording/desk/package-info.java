/** Performs what custody asks for: on the spool, with the store, on the recordings' rows. */
@NullMarked
package linekeeper.recording.desk;

import org.jspecify.annotations.NullMarked;
