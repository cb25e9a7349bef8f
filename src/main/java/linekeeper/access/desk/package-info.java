/**
 * Signing in and out, managing users and tokens, keeping the audit: the rules of {@code model}
 * applied to the tables of {@code store}.
 */
@NullMarked
package linekeeper.access.desk;

import org.jspecify.annotations.NullMarked;
