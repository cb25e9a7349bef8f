/**
 * Many telephones in one process, for load: callers behind the carrier's address and phones at the
 * seats, each side one UDP socket. They speak no more SIP than a call over loopback needs.
 */
@NullMarked
package linekeeper.benchmark.phones;

import org.jspecify.annotations.NullMarked;
