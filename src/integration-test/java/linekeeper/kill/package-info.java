/**
 * The application is killed again and again in the middle of real calls, and the books are read.
 */
@NullMarked
package linekeeper.kill;

import org.jspecify.annotations.NullMarked;
