/**
 * A small SIP telephone for UDP: it registers with a digest, calls and is called, and sends and
 * hears G.711 A-law. Enough to stand at a seat or to be a citizen's phone in front of a real
 * switch, with every step in the hands of whoever uses it; not a general SIP stack.
 */
@NullMarked
package linekeeper.cli.sip;

import org.jspecify.annotations.NullMarked;
