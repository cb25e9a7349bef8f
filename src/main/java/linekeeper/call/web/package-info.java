/** The doors to the floor, its seats and its calls. */
@NullMarked
package linekeeper.call.web;

import org.jspecify.annotations.NullMarked;
