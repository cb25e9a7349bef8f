/** The tables of the doors: users, attempts, tokens, the audit. SQL and nothing else. */
@NullMarked
package linekeeper.access.store;

import org.jspecify.annotations.NullMarked;
