/**
 * The wrapped keys of sealed objects in the database; never a key that opens anything by itself.
 */
@NullMarked
package linekeeper.platform.objects.store;

import org.jspecify.annotations.NullMarked;
