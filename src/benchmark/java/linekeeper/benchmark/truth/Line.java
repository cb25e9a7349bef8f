package linekeeper.benchmark.truth;

import java.util.List;
import java.util.Map;
import linekeeper.benchmark.live.Watchers;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;
import linekeeper.testing.Cable;

/**
 * The line with all that are on it.
 *
 * @param cable between the application and ARI
 * @param seats how many seats there are
 * @param calls how many callers are on the line at the beginning of each absence
 * @param leaders screens that see the whole floor
 * @param agents the seats' screens
 */
public record Line(
    Rig rig,
    Cable cable,
    SeatPhones phones,
    Callers callers,
    People people,
    Books books,
    int seats,
    int calls,
    List<Watchers.Door> leaders,
    List<Watchers.Door> agents) {
  private static final int LONGEST_TENTHS = 300;
  private static final int SETTLED_TENTHS = 50;

  /** How many screens see the whole floor. */
  public static final int LEADERS = 2;

  /** As many on the line as there should be, each talking or waiting, and the books agree. */
  void fill() throws Exception {
    people.call(callers, calls);
    Map<String, Integer> wanted =
        Map.of("talk", Math.min(seats, calls), "wait", Math.max(0, calls - seats));
    for (int i = 0; i < LONGEST_TENTHS; i++) {
      Map<String, Integer> now = books.counts();
      boolean there =
          wanted.keySet().stream()
              .allMatch(it -> now.getOrDefault(it, 0).equals(wanted.getOrDefault(it, 0)));
      if (there && people.calls() == calls) {
        return;
      }
      people.call(callers, calls);
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        "not as many on the line as should be: " + people.calls() + ", " + books.counts());
  }

  /** Some hang up while nobody can know. */
  void leave(Goal goal, int number) throws InterruptedException {
    int before = people.calls();
    int some = Math.max(1, calls / 25);
    int waiting = Math.max(0, calls - seats);
    int leave = Math.min(some, waiting);
    int hangUp = Math.max(1, some / 4);
    people.leave(callers, leave, hangUp);
    for (int i = 0; i < 50 && people.calls() > before - leave - hangUp; i++) {
      Thread.sleep(20);
    }
    goal.set(new Goal.Truth(number, people.calls(), waiting - leave));
  }

  /** Opens all screens. */
  void watch(Watchers screens, Goal goal, int absences) throws InterruptedException {
    screens.open(LEADERS, leaders, () -> new FloorReading(goal), absences);
    screens.open(agents.size(), agents, () -> new SeatReading(goal), absences);
  }

  /** Waits until all screens show the truth after the absence of this number. */
  static void await(Watchers screens, int number) throws InterruptedException {
    for (int i = 0; i < LONGEST_TENTHS * 10 && !screens.all(number); i++) {
      Thread.sleep(10);
    }
  }

  /** How many differences there still are when all had time to settle. */
  int differences() throws Exception {
    int left = books.differences().size();
    for (int i = 0; i < SETTLED_TENTHS && left > 0; i++) {
      Thread.sleep(100);
      left = books.differences().size();
    }
    return left;
  }

  /** Keeps the phones registered. */
  void refresh() throws Exception {
    phones.refresh();
  }

  /** What the screens saw of one absence, the leaders' screens first. */
  record Back(double floorMillis, double allMillis) {
    static Back of(Watchers.Seen seen, int absence, int screens) {
      double floor = Double.MAX_VALUE;
      for (int i = 0; i < LEADERS; i++) {
        floor = Math.min(floor, seen.eachMillis()[absence * screens + i]);
      }
      return new Back(floor, seen.lastMillis()[absence]);
    }
  }

  int screens() {
    return LEADERS + agents.size();
  }
}
