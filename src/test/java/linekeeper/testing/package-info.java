/** What tests share: a real PostgreSQL, and nothing that the product would need. */
@NullMarked
package linekeeper.testing;

import org.jspecify.annotations.NullMarked;
