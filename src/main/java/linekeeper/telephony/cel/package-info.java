/**
 * The switch's own ledger, read from its file: lines, the calls they tell of, and a place that is
 * found again after a restart, a rotation or a cut. Lossy by assumption: a line may be torn, come
 * twice or never.
 */
@NullMarked
package linekeeper.telephony.cel;

import org.jspecify.annotations.NullMarked;
