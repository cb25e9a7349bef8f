/** Sends what the store keeps to people, whole or by ranges; holds nothing of it. */
@NullMarked
package linekeeper.platform.delivery;

import org.jspecify.annotations.NullMarked;
