package linekeeper.call.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linekeeper.kernel.Refusal;
import linekeeper.queue.model.Queue;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/** One step of a floor as a bystander sees it: what came in, what came of it, and how it stands. */
public record Seen(
    Entry entry,
    List<Instruction> instructions,
    List<Object> events,
    Map<AlarmKey, @Nullable Instant> alarmChanges,
    @Nullable Refusal refusal,
    Standing standing) {
  /** How the floor stands after the step. */
  public record Standing(
      LinkState link,
      List<Call> calls,
      List<Seat> seats,
      List<Queue> queues,
      Map<AlarmKey, Instant> alarms) {
    /** How this floor stands now. */
    public static Standing of(FloorModel floor) {
      return new Standing(
          floor.link(),
          List.copyOf(floor.calls()),
          List.copyOf(floor.seats().values()),
          List.copyOf(floor.queues().values()),
          Map.copyOf(floor.alarms()));
    }
  }

  /** What this floor made of this entry. */
  public static Seen of(FloorModel floor, Entry entry, Outcome outcome) {
    return new Seen(
        entry,
        List.copyOf(outcome.instructions()),
        List.copyOf(outcome.events()),
        Collections.unmodifiableMap(new LinkedHashMap<>(outcome.alarms())),
        outcome.refusal(),
        Standing.of(floor));
  }
}
