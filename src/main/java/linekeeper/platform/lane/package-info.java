/** Single-writer lanes: one thread, one mailbox, one order. */
@NullMarked
package linekeeper.platform.lane;

import org.jspecify.annotations.NullMarked;
