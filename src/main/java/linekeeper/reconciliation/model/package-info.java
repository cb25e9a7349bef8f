/** Compares, and decides nothing else. Pure. */
@NullMarked
package linekeeper.reconciliation.model;

import org.jspecify.annotations.NullMarked;
