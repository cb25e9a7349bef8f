/** The doors to callbacks. */
@NullMarked
package linekeeper.callback.web;

import org.jspecify.annotations.NullMarked;
