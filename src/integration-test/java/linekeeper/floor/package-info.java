/** The floor on a real switch: callers and seats with real phones and real audio. */
@NullMarked
package linekeeper.floor;

import org.jspecify.annotations.NullMarked;
