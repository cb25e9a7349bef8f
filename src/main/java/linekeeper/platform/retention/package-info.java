/**
 * How long what we hold is kept, whatever it is: rules with reasons, lawful days, legal holds, and
 * the store's own lock. Promises that what is asked of the store follows from what is on record, so
 * that a crash forgets nothing of it.
 */
@NullMarked
package linekeeper.platform.retention;

import org.jspecify.annotations.NullMarked;
