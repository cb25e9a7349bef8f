/** The doors to recordings: what there is of a call, and to hear it. By id, never by path. */
@NullMarked
package linekeeper.recording.web;

import org.jspecify.annotations.NullMarked;
