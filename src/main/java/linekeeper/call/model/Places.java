package linekeeper.call.model;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.kernel.PhoneNumber;

/**
 * The places of those whom we lost, so that who rings back stands where he stood. Known in the very
 * step in which he was lost, however soon he rings; kept for a day, or until we talked to him.
 */
final class Places {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int MOST = 10_000;
  private final Map<PhoneNumber, Instant> places = new LinkedHashMap<>();

  void on(CallEvent event) {
    if (event instanceof CallEvent.Lost it && it.lossType().request() && !it.caller().withheld()) {
      keep(it.caller(), it.placeAt() == null ? it.at() : it.placeAt());
    } else if (event instanceof CallEvent.Ended it && served(it.summary())) {
      places.remove(it.summary().caller());
    }
  }

  /** When a caller's place counts from who joins a queue now. */
  Instant of(PhoneNumber caller, Instant now) {
    Instant place = places.get(caller);
    return place == null || place.isAfter(now) || place.isBefore(now.minus(KEPT)) ? now : place;
  }

  List<FloorMemory.Place> remember() {
    return places.entrySet().stream()
        .map(it -> new FloorMemory.Place(it.getKey(), it.getValue()))
        .toList();
  }

  void restore(List<FloorMemory.Place> kept) {
    kept.forEach(it -> places.put(it.caller(), it.at()));
  }

  /** The first loss keeps the place, unless that is too long ago to count. */
  private void keep(PhoneNumber caller, Instant at) {
    if (of(caller, at).equals(at)) {
      places.remove(caller);
      places.put(caller, at);
    }
    if (places.size() > MOST) {
      places.remove(places.keySet().iterator().next());
    }
  }

  private static boolean served(CallSummary it) {
    return it.answeredAt() != null && it.lossType() == null;
  }
}
