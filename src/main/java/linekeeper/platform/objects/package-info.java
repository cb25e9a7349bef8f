/**
 * The object store, any that speaks S3: put, verify, read a range, remove. Promises that what was
 * verified is what was sent, byte for byte, and that no call here waits without end; it does not
 * promise that the store is there. An embedded one, on this machine's disk, stands in where none is
 * configured.
 */
@NullMarked
package linekeeper.platform.objects;

import org.jspecify.annotations.NullMarked;
