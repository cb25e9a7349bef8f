package linekeeper.queue.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: live callers and citizens whom we owe a call share the seats by this law
 * (decision 0061).
 *
 * <ol>
 *   <li>A higher priority comes first.
 *   <li>Among live callers, and among those owed a call, the earlier place comes first.
 *   <li>Between the first of the live and the first of the owed the earlier place comes first, but
 *       after one who was owed a call comes a live caller, if one waits.
 * </ol>
 *
 * <p>So no live caller has more callbacks before him than live callers, and one; and no callback
 * has more later live callers before it than callbacks, and one. Neither starves, however many the
 * others are.
 */
public final class Turns {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparingInt(Waiting::priority).reversed().thenComparing(Waiting::placeAt);

  private Turns() {}

  /** The order within one kind. */
  static Comparator<Waiting> order() {
    return ORDER;
  }

  /**
   * Whether the callback goes before the live caller; both are the first of their kind.
   *
   * @param owedLast whether the last who got a seat was owed a call
   */
  public static boolean owedFirst(Waiting live, Waiting owed, boolean owedLast) {
    return owed.priority() != live.priority()
        ? owed.priority() > live.priority()
        : !owedLast && owed.placeAt().isBefore(live.placeAt());
  }

  /** The earlier of two of one kind; null is nobody. */
  public static @Nullable Waiting earlier(@Nullable Waiting one, @Nullable Waiting other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return ORDER.compare(other, one) < 0 ? other : one;
  }

  /**
   * All of them in the order in which seats go to them, if each seat can serve each. Who rings
   * already has had his turn, and is counted where he stands.
   */
  static List<Waiting> served(List<Waiting> waiting, boolean owedLast) {
    List<Waiting> ringing = new ArrayList<>();
    List<Waiting> live = new ArrayList<>(waiting.size());
    List<Waiting> owed = new ArrayList<>();
    waiting.forEach(it -> (it.offeredTo() != null ? ringing : it.live() ? live : owed).add(it));
    List<Waiting> served = new ArrayList<>(waiting.size());
    for (Waiting next : turns(live, owed, owedLast)) {
      while (!ringing.isEmpty() && ORDER.compare(ringing.getFirst(), next) <= 0) {
        served.add(ringing.removeFirst());
      }
      served.add(next);
    }
    served.addAll(ringing);
    return served;
  }

  private static List<Waiting> turns(List<Waiting> live, List<Waiting> owed, boolean lastWasOwed) {
    if (owed.isEmpty()) {
      return live;
    }
    List<Waiting> turns = new ArrayList<>(live.size() + owed.size());
    boolean owedLast = lastWasOwed;
    while (!live.isEmpty() && !owed.isEmpty()) {
      owedLast = owedFirst(live.getFirst(), owed.getFirst(), owedLast);
      turns.add((owedLast ? owed : live).removeFirst());
    }
    turns.addAll(live);
    turns.addAll(owed);
    return turns;
  }
}
