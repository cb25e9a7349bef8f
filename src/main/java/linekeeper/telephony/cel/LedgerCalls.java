package linekeeper.telephony.cel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.telephony.LedgerCall;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of lines. Keeps only calls that came in and are not over; a line that comes twice
 * says nothing new.
 */
final class LedgerCalls {
  private static final int MOST_OPEN = 20_000;
  private static final String OVER = "LINKEDID_END";
  private static final Set<String> INBOUND = Set.of("from-trunk", "line", "fallback");

  private final Map<String, LedgerDraft> open = new LinkedHashMap<>();

  /** A call that is over, and where its first line began. */
  record Over(LedgerCall call, Spot began) {}

  /** Takes a line in; the call that it ends, where it was one of ours. */
  Optional<Over> take(Spot begin, LedgerLine line) {
    LedgerDraft draft = open.get(line.linked());
    if (draft == null) {
      if (line.event().equals(OVER) || !arrives(line)) {
        return Optional.empty();
      }
      draft = new LedgerDraft(begin, line);
      open.put(line.linked(), draft);
    }
    draft.take(line);
    if (line.event().equals(OVER)) {
      open.remove(line.linked());
      return over(draft, false);
    }
    return open.size() > MOST_OPEN ? close(open.keySet().iterator().next()) : Optional.empty();
  }

  /** Where the oldest call began that is not over, or null. */
  @Nullable Spot oldest() {
    return open.isEmpty() ? null : open.values().iterator().next().began();
  }

  /** The calls that are not over, as far as they are known. */
  List<LedgerCall> open() {
    return open.values().stream().flatMap(it -> it.call(false).stream()).toList();
  }

  /** The callers' legs of all that is open, ours or not. */
  Set<String> legs() {
    return Set.copyOf(open.keySet());
  }

  /** Ends a call of which no more will be heard: the switch ended before it could say so. */
  Optional<Over> close(String leg) {
    LedgerDraft draft = open.remove(leg);
    return draft == null ? Optional.empty() : over(draft, true);
  }

  private static Optional<Over> over(LedgerDraft draft, boolean broken) {
    return draft.call(broken).map(call -> new Over(call, draft.began()));
  }

  /** A caller's own channel, from a trunk, in the part of the dialplan where callers are. */
  private static boolean arrives(LedgerLine line) {
    return line.leg().equals(line.linked())
        && !line.leg().startsWith(Ids.LEG_PREFIX)
        && line.leg().length() <= LedgerCall.LONGEST_LEG
        && INBOUND.contains(line.context())
        && named(line.leg());
  }

  private static boolean named(String leg) {
    try {
      return !new LegId(leg).value().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
