package linekeeper.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorView.CallView;
import linekeeper.call.watch.FloorView.FiguresView;
import linekeeper.call.watch.FloorView.QueueView;
import linekeeper.call.watch.FloorView.SeatView;
import linekeeper.call.watch.FloorWatch;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** A floor that a test moves by hand. What it shows is the truth that clients are held against. */
final class TestFloor implements Floor {
  static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

  private final Map<String, FloorView> truth = new TreeMap<>();
  private final List<FloorWatch> watches = new CopyOnWriteArrayList<>();
  private final List<FloorCommand> asked = new CopyOnWriteArrayList<>();
  private long step;

  TestFloor(int seats) {
    truth.put("floor", figures(0));
    truth.put("queue:main", new QueueView("main", "市民热线", 0, null, 0, 0, 0));
    for (int seat = 1; seat <= seats; seat++) {
      truth.put("seat:" + seat, seat(seat, null, "SIGNED_OUT", null));
    }
  }

  void watch(FloorWatch watch) {
    watches.add(watch);
  }

  /** One step; its number. */
  synchronized long step(List<? extends FloorView> changed, List<String> gone) {
    step++;
    changed.forEach(view -> truth.put(view.subject(), view));
    gone.forEach(truth::remove);
    watches.forEach(watch -> watch.changed(step, List.copyOf(changed), gone));
    return step;
  }

  /** One step that changes these. */
  long change(FloorView... changed) {
    return step(List.of(changed), List.of());
  }

  synchronized Map<String, FloorView> truth() {
    return new TreeMap<>(truth);
  }

  /** What was asked of it. */
  List<FloorCommand> asked() {
    return asked;
  }

  synchronized FloorSnapshot now() {
    return new FloorSnapshot(
        step,
        NOON,
        (FiguresView) java.util.Objects.requireNonNull(truth.get("floor")),
        all(QueueView.class),
        all(SeatView.class),
        all(CallView.class));
  }

  private <T> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    truth.values().stream().filter(type::isInstance).map(type::cast).forEach(found::add);
    return found;
  }

  @Override
  public CompletionStage<FloorSnapshot> snapshot() {
    return CompletableFuture.completedFuture(now());
  }

  @Override
  public CompletionStage<Answer> ask(FloorCommand command) {
    asked.add(command);
    return CompletableFuture.completedFuture(Answer.ACCEPTED);
  }

  @Override
  public @Nullable SeatId seatOf(AgentId agent) {
    return null;
  }

  static SeatView seat(int id, @Nullable String agent, String state, @Nullable String call) {
    return new SeatView(
        Integer.toString(id), id + "号席", state, NOON, agent, call, true, null, null, null, 0);
  }

  static CallView call(String id, String state, String number, @Nullable String seat) {
    return new CallView(
        id,
        state,
        NOON,
        "hotline",
        "main",
        PhoneNumber.heard(number).masked(),
        NOON,
        NOON,
        null,
        null,
        null,
        seat == null ? 1 : 0,
        seat,
        null,
        null,
        false,
        false);
  }

  static FiguresView figures(int requests) {
    return new FiguresView(
        "UP", NOON, requests, 0, 0, 0, 0, Map.of(), null, null, null, null, null, null, null, null,
        null, null);
  }
}
