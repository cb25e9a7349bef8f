/**
 * Callbacks (回拨): every lost caller is owed exactly one outcome. Promises that a lost call joins or
 * opens one task, that a task ends with an outcome and its reason, and that one attempt rings a
 * citizen at most once, through restarts too.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "platform",
      "call",
      "call :: event",
      "call :: watch",
      "queue",
      "access"
    })
@NullMarked
package linekeeper.callback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
