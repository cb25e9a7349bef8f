/**
 * Plumbing that knows no call: lanes, the timer wheel, the journal and its events, the database,
 * the object store, problem+json, metrics. It promises order, durability and bounded waiting; it
 * decides nothing about a hotline.
 */
@ApplicationModule(
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {"kernel"})
@NullMarked
package linekeeper.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
