/**
 * The call machine, and the floor that runs the call, seat and queue machines together: pure,
 * decides.
 */
@NullMarked
package linekeeper.call.model;

import org.jspecify.annotations.NullMarked;
