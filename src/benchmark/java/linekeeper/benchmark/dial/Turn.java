package linekeeper.benchmark.dial;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;

/**
 * One system's turn: ten thousand who are due, at the pace of few seats; the same flat out; and
 * citizens who become due one after the other while seats are free.
 *
 * @param tasks how many of the ten thousand are rung in each of the first two, or 0 for as many as
 *     the time allows
 */
public record Turn(Dialler dialler, Shared shared, int tasks) implements Rounds.Subject {
  private static final long SETTLE_MILLIS = 3_000;
  private static final long LEAD_MILLIS = 1_500;
  private static final long MEASURE_MILLIS = 5_000;
  private static final long FIRST_RING_MILLIS = 20_000;

  /** How many become due one after the other. */
  public static final int ONES = 40;

  private static final long APART_MILLIS = 200;
  private static final long AHEAD_MILLIS = 3_000;

  /** What becomes due last is called by then by whoever looks every ten seconds. */
  private static final long LONGEST_MILLIS = 15_000;

  /** What all systems share. */
  public record Shared(
      Rig rig,
      SeatPhones phones,
      Account account,
      List<Rig.Seat> seats,
      int few,
      InstantSource clock) {}

  @Override
  public String name() {
    return dialler.name();
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    shared.phones().refresh();
    // phones that others rang are seen as free a little later
    Thread.sleep(SETTLE_MILLIS);
    Map<String, Double> figures = new LinkedHashMap<>();
    backlog("paced ", shared.seats().subList(0, shared.few()), figures);
    backlog("flat out ", shared.seats(), figures);
    oneByOne(figures);
    return figures;
  }

  private void backlog(String prefix, List<Rig.Seat> seats, Map<String, Double> figures)
      throws Exception {
    Account account = shared.account();
    account.begin(Map.of());
    Spent before = spent();
    dialler.begin(allDue(), seats);
    await(1, FIRST_RING_MILLIS);
    Thread.sleep(LEAD_MILLIS);
    account.count();
    long began = System.nanoTime();
    measure();
    Account.Seen seen = account.stop();
    double seconds = (System.nanoTime() - began) / 1e9;
    Map<String, Integer> wanted = dialler.end();
    Spent spent = spent().since(before);
    int rung = account.rung();
    figures.put(prefix + "rung/s", seen.rung() / seconds);
    figures.put(prefix + "lag p50 ms", Stats.quantile(seen.lagMillis(), 0.5));
    figures.put(prefix + "lag p99 ms", Stats.quantile(seen.lagMillis(), 0.99));
    figures.put(prefix + "switch cpu ms/call", spent.bySwitch() / rung);
    figures.put(prefix + "our cpu ms/call", spent.byUs() / rung);
    figures.put(prefix + "rung", (double) rung);
    figures.put(prefix + "seats rung in vain", (double) account.tried() - rung);
    figures.merge("twice", (double) account.twice(wanted), Double::sum);
  }

  private void measure() throws InterruptedException {
    if (tasks == 0) {
      Thread.sleep(MEASURE_MILLIS);
      return;
    }
    int before = -1;
    while (shared.account().counted() < tasks && shared.account().counted() > before) {
      before = shared.account().counted();
      for (int i = 0; i < 100 && shared.account().counted() < tasks; i++) {
        Thread.sleep(100);
      }
    }
  }

  /** All of them, lost some minutes ago, a millisecond after each other. */
  private List<Due> allDue() {
    Instant first = shared.clock().instant().minusSeconds(600);
    long nanos = System.nanoTime();
    return IntStream.range(0, Due.MOST)
        .mapToObj(it -> new Due(Due.number(it), first.plusMillis(it), nanos))
        .toList();
  }

  private void oneByOne(Map<String, Double> figures) throws Exception {
    Account account = shared.account();
    Instant now = shared.clock().instant();
    long nanos = System.nanoTime();
    List<Due> due = new ArrayList<>();
    for (int i = 0; i < ONES; i++) {
      long millis = AHEAD_MILLIS + i * APART_MILLIS;
      due.add(new Due(Due.number(i), now.plusMillis(millis), nanos + millis * 1_000_000));
    }
    account.begin(due.stream().collect(Collectors.toMap(Due::number, Due::nanos)));
    account.count();
    dialler.begin(due, shared.seats());
    await(ONES, AHEAD_MILLIS + ONES * APART_MILLIS + LONGEST_MILLIS);
    Account.Seen seen = account.stop();
    Map<String, Integer> wanted = dialler.end();
    figures.put("due p50 ms", Stats.quantile(seen.lagMillis(), 0.5));
    figures.put("due p99 ms", Stats.quantile(seen.lagMillis(), 0.99));
    figures.put("due and not rung", (double) ONES - account.rung());
    figures.merge("twice", (double) account.twice(wanted), Double::sum);
  }

  private void await(int rung, long millis) throws InterruptedException {
    for (long waited = 0; waited < millis && shared.account().rung() < rung; waited += 20) {
      Thread.sleep(20);
    }
  }

  /** Processor time in milliseconds. */
  private record Spent(double bySwitch, double byUs) {
    Spent since(Spent before) {
      return new Spent(bySwitch - before.bySwitch, byUs - before.byUs);
    }
  }

  private Spent spent() throws Exception {
    return new Spent(Cpu.millis(shared.rig().telephoneSwitch()), shared.rig().ourMillis());
  }
}
