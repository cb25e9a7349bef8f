/** The recordings' rows. */
@NullMarked
package linekeeper.recording.store;

import org.jspecify.annotations.NullMarked;
