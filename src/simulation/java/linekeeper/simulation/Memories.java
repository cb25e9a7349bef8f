package linekeeper.simulation;

import java.util.Arrays;
import linekeeper.call.model.FloorMemory;
import linekeeper.call.model.Law;

/** Compares what floors remember. */
final class Memories {
  private static final String LAW = "the same entries taken again give the same floor";

  private Memories() {}

  static void equal(FloorMemory one, FloorMemory other) {
    Law.demand(one.number() == other.number(), LAW, one.number(), other.number());
    Law.demand(one.at().equals(other.at()), LAW, one.at(), other.at());
    Law.demand(one.link() == other.link(), LAW, one.link(), other.link());
    Law.demand(one.calls().equals(other.calls()), LAW, one.calls(), other.calls());
    Law.demand(one.seats().equals(other.seats()), LAW, one.seats(), other.seats());
    Law.demand(one.queues().equals(other.queues()), LAW, one.queues(), other.queues());
    Law.demand(
        java.util.Set.copyOf(one.alarms()).equals(java.util.Set.copyOf(other.alarms())),
        LAW,
        one.alarms(),
        other.alarms());
    Law.demand(one.minutes().keySet().equals(other.minutes().keySet()), LAW, "minutes");
    one.minutes()
        .forEach((minute, counts) ->
            Law.demand(Arrays.equals(counts, other.minutes().get(minute)), LAW, "minute", minute));
  }
}
