/**
 * The rules of the doors as pure values: lock-out, pace, password policy, duties that exclude each
 * other, the audit's chain. Nothing here reads a clock or a table.
 */
@NullMarked
package linekeeper.access.model;

import org.jspecify.annotations.NullMarked;
