/** {@code ./linekeeper bench [NAME]}: load drivers, and what they are compared with. */
@NullMarked
package linekeeper.benchmark;

import org.jspecify.annotations.NullMarked;
