/** The custody of one recording, decided purely: no clock, no disk, no store. */
@NullMarked
package linekeeper.recording.model;

import org.jspecify.annotations.NullMarked;
