/**
 * The words every module shares: ids, the phone number, a step of a machine, a refusal. Pure
 * values: nothing here reads a clock, does input or output, or knows a framework.
 */
@ApplicationModule(
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {})
@NullMarked
package linekeeper.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
