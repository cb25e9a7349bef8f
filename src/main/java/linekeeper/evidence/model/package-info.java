/** What an item is and may be. Knows no clock. */
@NullMarked
package linekeeper.evidence.model;

import org.jspecify.annotations.NullMarked;
