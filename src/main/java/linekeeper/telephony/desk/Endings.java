package linekeeper.telephony.desk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Fact;

/**
 * How legs end. The switch tells the end of a caller's leg only as "about to end, because" and then
 * "left the application"; of a leg that we dialled it also tells, later, that it was destroyed. One
 * fact comes of it, at the earliest moment. A leg that leaves unannounced lives on in the dialplan.
 */
final class Endings {
  private final Map<LegId, Integer> announced = Bounded.map();
  private final Set<LegId> over = Bounded.set();

  void announced(LegId leg, int cause) {
    // the first cause is the true one: what follows is the switch tidying up
    announced.putIfAbsent(leg, cause);
  }

  Fact left(LegId leg) {
    Integer cause = announced.remove(leg);
    if (cause == null) {
      return new Fact.LegLeft(leg);
    }
    over.add(leg);
    return new Fact.LegGone(leg, cause);
  }

  /** The end to be told, unless it was told already. */
  Optional<Fact.LegGone> gone(Fact.LegGone gone) {
    announced.remove(gone.leg());
    return over.remove(gone.leg()) ? Optional.empty() : Optional.of(gone);
  }
}
