/**
 * The floor's desk: the lane, the journal, the alarms and the switch, performing what the model
 * decides.
 */
@NullMarked
package linekeeper.call.desk;

import org.jspecify.annotations.NullMarked;
