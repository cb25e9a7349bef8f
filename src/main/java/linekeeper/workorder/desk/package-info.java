/** Opens a sheet for every call that is answered. */
@NullMarked
package linekeeper.workorder.desk;

import org.jspecify.annotations.NullMarked;
