/** Gathers what is compared, and does so every day. */
@NullMarked
package linekeeper.reconciliation.desk;

import org.jspecify.annotations.NullMarked;
