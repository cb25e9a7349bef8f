/**
 * What was asked and promised. Today: the call record sheet (R001-08) that every answered call
 * owns.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "platform", "call :: event", "recording", "access"})
@NullMarked
package linekeeper.workorder;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
