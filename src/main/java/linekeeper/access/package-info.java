/**
 * Who is this, and what may they do or see. Promises that every door asks here, that every sign-in,
 * command and replay is audited, and that numbers leave the house masked unless a reason was given.
 */
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
@NullMarked
package linekeeper.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
