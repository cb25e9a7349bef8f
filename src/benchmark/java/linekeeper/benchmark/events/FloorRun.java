package linekeeper.benchmark.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import linekeeper.call.FloorCommand;
import linekeeper.call.model.AlarmKey;
import linekeeper.call.model.Entry;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.call.model.Outcome;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Preference;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LinkState;
import org.jspecify.annotations.Nullable;

/**
 * A floor without a lane: one input after the other, a millisecond apart, with alarms rung when
 * they are due. The same inputs always give the same ids, so what one run was told can be told to
 * another.
 */
public final class FloorRun {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(10);

  private final FloorModel model;
  private final SplittableRandom seeds = new SplittableRandom(7);
  private final Map<AlarmKey, Instant> alarms = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final BiConsumer<Entry, Outcome> ear;
  private final boolean handing;
  private Instant now = BEGIN;
  private long number;

  private record Due(Instant at, AlarmKey key) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at.compareTo(other.at);
    }
  }

  /** A floor with as many seats, all of them signed in and ready. */
  public FloorRun(int seats, @Nullable BiConsumer<Entry, Outcome> ear) {
    this.model = new FloorModel(plan(seats), BEGIN);
    this.handing = ear != null;
    this.ear = ear == null ? (_, _) -> {} : ear;
    take(new Entry.Input.Heard(new Fact.LinkChanged(LinkState.UP, "benchmark")));
    for (int i = 1; i <= seats; i++) {
      SeatId seat = seat(i);
      take(
          new Entry.Input.Asked(new FloorCommand.SignIn(seat, new AgentId("agent" + i), Set.of())));
      take(new Entry.Input.Heard(new Fact.PhoneSeen(seat, true)));
      take(new Entry.Input.Asked(new FloorCommand.GoReady(seat)));
    }
  }

  static SeatId seat(int number) {
    return new SeatId("s" + number);
  }

  private static FloorPlan plan(int seats) {
    List<FloorPlan.SeatPlace> places = new ArrayList<>();
    for (int i = 1; i <= seats; i++) {
      places.add(new FloorPlan.SeatPlace(seat(i), "seat " + i));
    }
    QueueRules queue =
        new QueueRules(
            new QueueId("service"),
            "service",
            Set.of(),
            List.of(Preference.LONGEST_IDLE),
            1000,
            LONG,
            Duration.ofSeconds(15),
            LONG,
            0);
    return new FloorPlan(
        Map.of(
            "12345",
            new FloorPlan.Line(
                new LineId("hotline"),
                "hotline",
                new QueueId("service"),
                List.of("greeting"),
                null)),
        List.of(queue),
        places,
        new SeatRules(Duration.ZERO, LONG, 0),
        seats,
        new FloorPlan.Limits(Duration.ZERO, 10_000),
        ZoneId.of("UTC"),
        List.of());
  }

  /** The floor. */
  public FloorModel model() {
    return model;
  }

  /** Takes a fact in, and whatever alarms are due by then. */
  public Outcome take(Fact fact) {
    Outcome outcome = take(new Entry.Input.Heard(fact));
    outcome.instructions().forEach(this::recorder);
    for (Due first = due.peek(); first != null && !first.at().isAfter(now); first = due.peek()) {
      due.remove();
      if (first.at().equals(alarms.get(first.key()))) {
        alarms.remove(first.key());
        take(new Entry.Input.Rang(first.key()));
      }
    }
    return outcome;
  }

  /** What the switch says of recordings comes by another way than its ARI events. */
  private void recorder(Instruction instruction) {
    switch (instruction) {
      case Instruction.StartRecording it ->
          take(new Entry.Input.Heard(new Fact.RecordingStarted(it.recording())));
      case Instruction.StopRecording it ->
          take(new Entry.Input.Heard(new Fact.RecordingStopped(it.recording())));
      default -> {}
    }
  }

  private Outcome take(Entry.Input input) {
    now = now.plusMillis(1);
    Entry entry = new Entry(++number, now, seeds.nextLong(), input);
    Outcome outcome = model.step(entry);
    outcome
        .alarms()
        .forEach((key, at) -> {
          if (at == null) {
            alarms.remove(key);
          } else {
            alarms.put(key, at);
            due.add(new Due(at, key));
          }
        });
    if (handing) {
      ear.accept(entry, outcome);
    }
    return outcome;
  }

  /** How many steps it has taken. */
  public long steps() {
    return number;
  }
}
