/**
 * The switch as {@link linekeeper.telephony.Fact} in, {@link linekeeper.telephony.Instruction} out
 * and {@link linekeeper.telephony.Snapshot} on demand. Promises that its readers never block, that
 * the order of one leg's facts is kept, that a lost link is told and followed by a snapshot, and
 * that nobody else needs to know Asterisk.
 */
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
@NullMarked
package linekeeper.telephony;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
