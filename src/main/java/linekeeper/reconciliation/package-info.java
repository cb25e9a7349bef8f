/**
 * Holds what is on record against what others wrote down by themselves: the switch's ledger and the
 * files in the spool. Promises that a report names each difference it found and how much was
 * compared, so that zero is proved and not assumed.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "platform", "access", "telephony", "call", "recording"})
@NullMarked
package linekeeper.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
