/**
 * The wire trace: what went over the socket, one JSON object per line, so that a fault can be shown
 * to somebody and replayed as a test. Off unless configured; it never holds up the link, and
 * carries no secret.
 */
@NullMarked
package linekeeper.telephony.trace;

import org.jspecify.annotations.NullMarked;
