package linekeeper.call.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** What one step of the floor comes to. Gathered while the step is taken, read only after it. */
public final class Outcome {
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<Object> events = new ArrayList<>();
  private final Map<AlarmKey, @Nullable Instant> alarms = new LinkedHashMap<>();
  private final List<String> oddities = new ArrayList<>();
  private final Set<CallId> calls = new LinkedHashSet<>();
  private final Set<SeatId> seats = new LinkedHashSet<>();
  private final Set<QueueId> queues = new LinkedHashSet<>();
  private boolean figures;
  private @Nullable Refusal refusal;

  /** What to tell the switch, in this order. */
  public List<Instruction> instructions() {
    return instructions;
  }

  /** What happened, in this order: {@code CallEvent}s and {@code SeatEvent}s. */
  public List<Object> events() {
    return events;
  }

  /** Alarms to set, or to forget where the moment is null. */
  public Map<AlarmKey, @Nullable Instant> alarms() {
    return alarms;
  }

  /** What came that should not have; to be counted. */
  public List<String> oddities() {
    return oddities;
  }

  /** Calls that changed or are gone. */
  public Set<CallId> calls() {
    return calls;
  }

  /** Seats that changed. */
  public Set<SeatId> seats() {
    return seats;
  }

  /** Queues that changed. */
  public Set<QueueId> queues() {
    return queues;
  }

  /** Whether the floor's figures changed. */
  public boolean figures() {
    return figures;
  }

  /** Why the command made no sense, or null. */
  public @Nullable Refusal refusal() {
    return refusal;
  }

  void figuresChanged() {
    figures = true;
  }

  void refuse(Refusal why) {
    refusal = why;
  }
}
