package linekeeper.benchmark;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import linekeeper.benchmark.dial.Account;
import linekeeper.benchmark.dial.BareCalls;
import linekeeper.benchmark.dial.BareLoop;
import linekeeper.benchmark.dial.Ours;
import linekeeper.benchmark.dial.Scheduled;
import linekeeper.benchmark.dial.Turn;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.phones.Citizens;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;

/**
 * H7: how soon, and how many a second, citizens who are owed a call are rung, beside a bare loop
 * that makes the same calls and beside a scheduler with its defaults.
 */
final class DialBench implements Benchmark {
  private static final int SEATS = 10;
  private static final int FEW = 3;
  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 2;
  private static final long SHORTEST_TALK = 100_000_000;
  private static final long LONGEST_TALK = 500_000_000;
  private static final double LONGEST_LAG = 250;

  @Override
  public String name() {
    return "dial";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    SplittableRandom random = new SplittableRandom(12345);
    int seats = setting.size("seats", SEATS);
    Account account =
        new Account(System::nanoTime, () -> random.nextLong(SHORTEST_TALK, LONGEST_TALK));
    try (Rig rig =
            Rig.start(
                setting.repository(), setting.portBase(), seats, Ours.properties(), Map.of());
        SeatPhones phones = new SeatPhones("127.0.0.4", rig.sip(), Voice.STEADY, account);
        Citizens citizens = new Citizens(rig.carrier(), rig.sip(), Voice.STEADY, account);
        BareCalls calls = new BareCalls(rig);
        Ours ours = new Ours(rig, phones, citizens);
        BareLoop loop = new BareLoop(calls);
        Scheduled scheduled = new Scheduled(calls, rig);
        Canary canary = new Canary()) {
      account.hangingUpBy(phones::hangUpIn);
      List<Rig.Seat> all = rig.seats(seats);
      for (Rig.Seat seat : all) {
        phones.register(seat.user(), seat.secret());
      }
      Turn.Shared shared =
          new Turn.Shared(rig, phones, account, all, Math.min(FEW, seats), setting.clock());
      List<Turn> turns =
          List.of(ours, loop, scheduled).stream()
              .map(it -> new Turn(it, shared, setting.size("tasks", 0)))
              .toList();
      warmUp(setting, new Turn(ours, shared, 0), new Turn(loop, shared, 0));
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), turns);
      return report(setting, rounds, rig, seats);
    }
  }

  private static void warmUp(Setting setting, Turn ours, Turn loop) throws Exception {
    setting.say("warming up");
    for (int i = 0; i < WARM_UPS; i++) {
      setting.say(ours.run(0).toString());
    }
    setting.say(loop.run(0).toString());
  }

  private Result report(Setting setting, List<Round> rounds, Rig rig, int seats) throws Exception {
    return setting.result(
        name(),
        "Due, and the citizen's phone rings (H7)",
        method(seats),
        lines(rounds, seats),
        List.of(
            "A lag counts from when the citizen was due and the seat that called him had hung up, whichever was later, to the INVITE at his phone.",
            "db-scheduler has no agents and no guard of its own: its tasks take a seat from a pool and count as executed when the switch took the order.",
            "Seats rung in vain, in all rounds: "
                + List.of(Ours.NAME, BareLoop.NAME, Scheduled.NAME).stream()
                    .map(it ->
                        it
                            + " "
                            + (total(rounds, it, "paced seats rung in vain")
                                + total(rounds, it, "flat out seats rung in vain")))
                    .toList()
                + "; became due and were not rung within some 15 s: "
                + List.of(Ours.NAME, BareLoop.NAME, Scheduled.NAME).stream()
                    .map(it -> it + " " + total(rounds, it, "due and not rung"))
                    .toList()
                + ".",
            "Left in Asterisk afterwards: "
                + rig.rx("core show channels count").replace('\n', ',')
                + ".",
            "Task processors with a backlog at the end: "
                + Backlog.of(rig.rx("core show taskprocessors"))
                + "."),
        rounds);
  }

  private static List<String> method(int seats) {
    return List.of(
        "Ten thousand citizens are owed a call and due. Each call rings a seat's phone, which answers at once, then, through the dialplan's fence, the",
        "citizen's, who answers at once; they talk 0.1 to 0.5 s (mean 0.3 s, random) with G.711 both ways, and the seat hangs up. Ours: the tasks lie in its",
        "table, it places, routes, commits each attempt first, records in stereo, keeps its journal and its figures. `"
            + BareLoop.NAME
            + "`: one thread over a list, the",
        "same ARI requests over one WebSocket by the same client, no database, no record. `"
            + Scheduled.NAME
            + "` with its defaults (ten threads, a poll",
        "every 10 s, on the same PostgreSQL), each task one such bare call. First with "
            + Math.min(FEW, seats)
            + " seats, where talking sets the pace, then flat out with "
            + seats
            + ",",
        "where the two cores do, which also carry the phones. Then "
            + Turn.ONES
            + " citizens become due one after the other, 0.2 s apart, while seats are free.",
        "Warm-up: " + WARM_UPS + " whole turns of ours (a JVM), one of the loop.");
  }

  private static List<Result.Line> lines(List<Round> rounds, int seats) {
    Lines lines = new Lines(rounds, Ours.NAME);
    String few = "H7 " + Math.min(FEW, seats) + " seats: ";
    String flat = "H7 flat out, " + seats + " seats: ";
    String ones = "H7 one by one: ";
    return List.of(
        lines.more(few + "citizens rung per second", "paced rung/s", "", BareLoop.NAME, 0.8),
        lines.under(few + "lag, p99", "paced lag p99 ms", "ms", BareLoop.NAME, LONGEST_LAG),
        lines.recorded(few + "lag, p50", "paced lag p50 ms", "ms", BareLoop.NAME),
        lines.recorded(few + "citizens rung per second", "paced rung/s", "", Scheduled.NAME),
        lines.more(flat + "citizens rung per second", "flat out rung/s", "", BareLoop.NAME, 0.8),
        lines.under(flat + "lag, p99", "flat out lag p99 ms", "ms", BareLoop.NAME, LONGEST_LAG),
        lines.recorded(flat + "lag, p50", "flat out lag p50 ms", "ms", BareLoop.NAME),
        lines.recorded(flat + "citizens rung per second", "flat out rung/s", "", Scheduled.NAME),
        lines.under(ones + "lag, p99", "due p99 ms", "ms", BareLoop.NAME, LONGEST_LAG),
        lines.quicker(ones + "lag, p99", "due p99 ms", "ms", Scheduled.NAME, 20),
        lines.recorded(ones + "lag, p50", "due p50 ms", "ms", BareLoop.NAME),
        none(rounds),
        lines.recorded(
            few + "Asterisk, CPU per call", "paced switch cpu ms/call", "ms", BareLoop.NAME),
        lines.recorded(
            few + "all of ours until the recording is stored, CPU per call",
            "paced our cpu ms/call",
            "ms",
            ""));
  }

  private static Result.Line none(List<Round> rounds) {
    long twice = total(rounds, Ours.NAME, "twice");
    long rung = total(rounds, Ours.NAME, "paced rung") + total(rounds, Ours.NAME, "flat out rung");
    return new Result.Line(
        "H7 citizens rung twice for one attempt",
        twice + " of " + (rung + (long) rounds.size() * Turn.ONES),
        BareLoop.NAME
            + " "
            + total(rounds, BareLoop.NAME, "twice")
            + ", "
            + Scheduled.NAME
            + " "
            + total(rounds, Scheduled.NAME, "twice"),
        "",
        "0",
        twice == 0 ? "yes" : "no");
  }

  private static long total(List<Round> rounds, String system, String figure) {
    return Math.round(rounds.stream().mapToDouble(it -> it.figure(system, figure)).sum());
  }
}
