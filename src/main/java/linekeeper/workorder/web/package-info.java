/** The doors to call record sheets. */
@NullMarked
package linekeeper.workorder.web;

import org.jspecify.annotations.NullMarked;
