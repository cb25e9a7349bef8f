/**
 * Asterisk's REST interface over one WebSocket: bytes to facts, instructions to requests, requests
 * to answers. Everything here runs on the link's one event loop and never blocks it; every value
 * that is sent is validated or escaped at this one place.
 */
@NullMarked
package linekeeper.telephony.ari;

import org.jspecify.annotations.NullMarked;
