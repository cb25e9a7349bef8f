/** The call record sheet, decided purely: what may be written, by whom, until when. */
@NullMarked
package linekeeper.workorder.model;

import org.jspecify.annotations.NullMarked;
