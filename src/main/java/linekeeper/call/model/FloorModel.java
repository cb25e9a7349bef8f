package linekeeper.call.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import linekeeper.kernel.CallId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Queue;
import linekeeper.seat.model.Seat;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * The floor: runs the call, seat and queue machines together. Not thread-safe: its lane is its only
 * user. It reads no clock and draws no random number: the same plan and the same entries always
 * give the same state.
 */
public final class FloorModel {
  private final FloorPlan plan;
  private final FloorState state;
  private final Machines machines;
  private long number;

  /** An empty floor by this plan. */
  public FloorModel(FloorPlan plan, Instant now) {
    this.plan = plan;
    this.state = new FloorState(plan, now);
    this.machines = new Machines(plan);
  }

  /** Takes one input in and says what is to be done about it. */
  public Outcome step(Entry entry) {
    number = entry.number();
    state.tally.roll(entry.at());
    FloorStep step = new FloorStep(plan, state, machines, entry);
    return step.take();
  }

  /** The number of the last entry taken, 0 for none. */
  public long number() {
    return number;
  }

  /** When the last entry came, by the clock of then. */
  public Instant lastAt() {
    return state.lastAt;
  }

  /** What it goes by. */
  public FloorPlan plan() {
    return plan;
  }

  /** The calls on the floor, oldest first. */
  public Collection<Call> calls() {
    return Collections.unmodifiableCollection(state.calls().values());
  }

  /** One call, or null where it is not on the floor. */
  public @Nullable Call call(CallId id) {
    return state.call(id);
  }

  /** The seats, in the plan's order. */
  public Map<SeatId, Seat> seats() {
    return Collections.unmodifiableMap(state.seats);
  }

  /** The queues, in the plan's order. */
  public Map<QueueId, Queue> queues() {
    return Collections.unmodifiableMap(state.queues);
  }

  /** Whether the last who got a seat was owed a call: then it is a live caller's turn. */
  public boolean owedLast() {
    return state.owedLast;
  }

  /** The alarms that are set. */
  public Map<AlarmKey, Instant> alarms() {
    return Collections.unmodifiableMap(state.alarms);
  }

  /** How many legs, playings and recordings lead to a call. */
  int lookups() {
    return state.lookups();
  }

  /** Where the link to the switch stands. */
  public LinkState link() {
    return state.link;
  }

  /** How far the switch's ledger was taken in, or null where it never was. */
  public @Nullable LedgerPlace ledger() {
    return state.ledger;
  }

  /** The running figures. */
  public Tally tally() {
    return state.tally;
  }

  /** Everything, for a snapshot. */
  public FloorMemory remember() {
    return FloorMemory.of(number, state);
  }

  /** Takes up where a snapshot left off; what the plan no longer has is let go. */
  public void restore(FloorMemory memory, Instant now) {
    number = memory.number();
    memory.into(state, now);
  }
}
