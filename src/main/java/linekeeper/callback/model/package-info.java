/** The obligation machine, its rules and the number plan; knows no clock. */
@NullMarked
package linekeeper.callback.model;

import org.jspecify.annotations.NullMarked;
