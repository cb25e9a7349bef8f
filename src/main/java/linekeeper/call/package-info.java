/**
 * The conductor: one call from its first ring to its end. Runs the call, seat and queue machines on
 * the floor's one lane, and performs their effects. Promises that each human request ends answered
 * or as exactly one lost call.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "platform",
      "telephony",
      "seat",
      "seat :: *",
      "queue",
      "queue :: *",
      "access"
    })
@NullMarked
package linekeeper.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
