/**
 * Asterisk's manager interface, through asterisk-java, for what ARI does not offer: recording a
 * leg, the fallback queue's members, and registrations as they happen. Counts as lossy: an event is
 * a hint to look, never a fact by itself.
 */
@NullMarked
package linekeeper.telephony.ami;

import org.jspecify.annotations.NullMarked;
