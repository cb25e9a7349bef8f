package linekeeper.call.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/** A floor's state as a value: what a snapshot keeps. */
public record FloorMemory(
    long number,
    Instant at,
    LinkState link,
    List<Call> calls,
    List<Seat> seats,
    List<Queue> queues,
    List<Alarm> alarms,
    List<LegId> departed,
    Map<Long, long[]> minutes,
    @Nullable Away away,
    @Nullable LedgerPlace ledger,
    @Nullable List<Post> lastAgents,
    @Nullable Boolean owedLast,
    @Nullable List<Place> places) {

  /** Who sat last at a seat that he left. */
  public record Post(SeatId seat, AgentId agent) {}

  /** Where somebody stood whom we lost. */
  public record Place(PhoneNumber caller, Instant at) {}

  /** One alarm that is set. */
  public record Alarm(AlarmKey key, Instant at) {}

  static FloorMemory of(long number, FloorState state) {
    return new FloorMemory(
        number,
        state.lastAt,
        state.link,
        List.copyOf(state.calls().values()),
        List.copyOf(state.seats.values()),
        List.copyOf(state.queues.values()),
        state.alarms.entrySet().stream().map(it -> new Alarm(it.getKey(), it.getValue())).toList(),
        List.copyOf(state.departed),
        minutes(state.tally),
        state.away,
        state.ledger,
        state.lastAgents.entrySet().stream()
            .map(it -> new Post(it.getKey(), it.getValue()))
            .toList(),
        state.owedLast,
        state.places.remember());
  }

  /** Copies, because the tally goes on counting while the snapshot is written. */
  private static Map<Long, long[]> minutes(Tally tally) {
    Map<Long, long[]> copy = new TreeMap<>();
    tally.minutes().forEach((minute, counts) -> copy.put(minute, counts.clone()));
    return copy;
  }

  void into(FloorState state, Instant now) {
    state.lastAt = at;
    state.link = link;
    // a snapshot of an earlier version does not know
    state.owedLast = Boolean.TRUE.equals(owedLast);
    state.places.restore(places == null ? List.of() : places);
    calls.forEach(state::put);
    for (Seat seat : seats) {
      if (state.seats.containsKey(seat.id())) {
        state.seats.put(seat.id(), seat);
        state.seatTimes.restore(seat);
        if (seat.session() != null) {
          state.agents.put(seat.session().agent(), seat.id());
        }
      }
    }
    queues.stream()
        .filter(it -> state.queues.containsKey(it.id()))
        .forEach(it -> state.queues.put(it.id(), it));
    alarms.forEach(it -> state.alarms.put(it.key(), it.at()));
    departed.forEach(state::departed);
    state.tally.restore(minutes, now);
    state.away = away;
    state.ledger = ledger;
    if (lastAgents != null) {
      // a snapshot of an older version has none
      lastAgents.forEach(it -> state.lastAgents.put(it.seat(), it.agent()));
    }
  }
}
