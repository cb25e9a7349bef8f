/**
 * Evidence that people upload beside the recordings (佐证材料): photos, videos, documents, signed forms
 * of a call. Promises that what was confirmed is kept to the bit until the store holds it and the
 * chain names it, that nothing of a broken upload stays, and that nothing of it ever runs here.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "platform",
      "access",
      "workorder",
      "recording",
      "recording :: proof"
    })
@NullMarked
package linekeeper.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
