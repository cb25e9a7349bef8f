/** Takes items in, has them looked at, and sees to it that the store and the chain have them. */
@NullMarked
package linekeeper.evidence.desk;

import org.jspecify.annotations.NullMarked;
