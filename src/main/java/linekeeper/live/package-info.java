/**
 * The floor in every browser, now: a numbered snapshot, a marker, numbered patches. Promises that a
 * gap is always followed by a clean resync and that numbers are masked.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "platform",
      "call",
      "call :: watch",
      "seat",
      "queue",
      "access"
    })
@NullMarked
package linekeeper.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
