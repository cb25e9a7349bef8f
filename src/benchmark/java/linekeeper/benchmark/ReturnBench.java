package linekeeper.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;
import linekeeper.benchmark.truth.Books;
import linekeeper.benchmark.truth.Cut;
import linekeeper.benchmark.truth.Kill;
import linekeeper.benchmark.truth.Line;
import linekeeper.benchmark.truth.People;
import linekeeper.benchmark.truth.Raw;
import linekeeper.cli.Api;
import linekeeper.testing.Cable;

/**
 * H8: how soon the floor and its screens show the truth again after a cut of the link and after a
 * SIGKILL of the application, beside the mere fetch of what there is to know.
 */
final class ReturnBench implements Benchmark {
  private static final int SEATS = 200;
  private static final int CALLS = 500;
  private static final int ROUNDS = 6;
  private static final double LONGEST_MILLIS = 1_000;
  private static final String PATIENT = "linekeeper.floor.queues[0].max-wait=12h\n";

  @Override
  public String name() {
    return "return";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int seats = setting.size("seats", SEATS);
    int port = setting.portBase();
    People people = new People();
    try (Cable cable = Cable.to(Rig.ari(port));
        Rig rig = Rig.start(setting.repository(), port, seats, PATIENT, through(cable));
        SeatPhones phones = new SeatPhones("127.0.0.4", rig.sip(), Voice.SPARSE, people);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.SPARSE);
        Canary canary = new Canary()) {
      setting.say("signing " + seats + " agents in");
      List<Rig.Seat> all = rig.seats(seats);
      for (Rig.Seat seat : all) {
        phones.register(seat.user(), seat.secret());
      }
      Rig.ready(all);
      Api leader = rig.signIn("leader1");
      Line line =
          new Line(
              rig,
              cable,
              phones,
              callers,
              people,
              new Books(rig, leader),
              seats,
              setting.size("calls", CALLS),
              List.of(rig.door(leader)),
              all.stream().map(it -> rig.door(it.agent())).toList());
      try {
        return measure(setting, line, canary);
      } finally {
        callers.hangUpAll();
      }
    }
  }

  /** The application reaches ARI through the cable; everybody else goes straight there. */
  private static Map<String, String> through(Cable cable) {
    return Map.of("LINEKEEPER_TELEPHONY_ARIURL", cable.address().toString());
  }

  private Result measure(Setting setting, Line line, Canary canary) throws Exception {
    List<Rounds.Subject> subjects = List.of(new Raw(line), new Cut(line), new Kill(line));
    setting.say("warming up: " + line.calls() + " callers, " + line.seats() + " seats");
    for (Rounds.Subject subject : subjects) {
      setting.say(subject.name() + " " + subject.run(0));
    }
    List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), subjects);
    return report(setting, rounds, line);
  }

  private Result report(Setting setting, List<Round> rounds, Line line) throws Exception {
    Lines cut = new Lines(rounds, Cut.NAME);
    Lines kill = new Lines(rounds, Kill.NAME);
    int screens = Line.LEADERS + line.agents().size();
    String last = "the last of " + screens + " screens is right";
    return setting.result(
        name(),
        "Back to the truth (H8)",
        method(line, screens),
        List.of(
            cut.cost("H8 link back to the floor is right", "floor ms", "ms", Raw.NAME, 2),
            cut.cost("H8 link back to " + last, "all ms", "ms", Raw.NAME, 2),
            worst("H8 link back to " + last, rounds, Cut.NAME, Cut.CUTS),
            cut.recorded("the cable is mended to the link is back", "away ms", "ms", ""),
            kill.cost(
                "H8 after SIGKILL: link back to the floor is right", "floor ms", "ms", Raw.NAME, 2),
            kill.cost("H8 after SIGKILL: link back to " + last, "all ms", "ms", Raw.NAME, 2),
            worst("H8 after SIGKILL: link back to " + last, rounds, Kill.NAME, 1),
            kill.recorded("SIGKILL to the floor is right", "killed to floor s", "s", ""),
            kill.recorded("link back to the application answers HTTP", "serving ms", "ms", ""),
            none("H8 differences between floor and switch afterwards", rounds, "differences"),
            none("H8 screens that did not learn of it", rounds, "missed"),
            new Lines(rounds, Raw.NAME).recorded("size of what is fetched", "kB", "kB", "")),
        List.of(
            "The raw fetch does not parse what it gets, and does not ask for the phones, which ours does too.",
            "A second link or process is not there: the watch over the parts starts the application again, after a pause of a second or more.",
            "Left in Asterisk: "
                + line.rig().rx("core show channels count").replace('\n', ',')
                + "."),
        rounds);
  }

  private static List<String> method(Line line, int screens) {
    return List.of(
        line.calls()
            + " callers on the line, "
            + Math.min(line.calls(), line.seats())
            + " of them talking with as many seats (each in a bridge, recorded in stereo), the others waiting with music. The phones send a packet",
        "of G.711 every 10 s, so that two cores can carry them. (a) A cable between application and ARI is cut for a second, "
            + Cut.CUTS
            + " times in a round; (b) the",
        "application gets SIGKILL, once in a round, and its launcher starts it again. Each time some of those who wait and of those who talk hang up",
        "while nobody can know. Counted from the moment at which the new connection to ARI is accepted. \"The floor is right\": a screen that sees the whole",
        "floor shows the link up, exactly the calls there are and no more waiting than wait. "
            + screens
            + " screens watch: "
            + Line.LEADERS
            + " of the whole floor, and one for each seat,",
        "which shows the link up and the queue as it is; after a SIGKILL they try every "
            + "20 ms to connect again. `"
            + Raw.NAME
            + "`: `GET /channels` and then `GET /bridges`,",
        "whole bodies, over one warm HTTP connection straight to Asterisk with the same calls on the line. Afterwards who talks with which seat and who",
        "waits is held against Asterisk's channels and bridges, until they agree or for 5 s. Warm-up: one whole turn of each.");
  }

  private static Result.Line worst(String title, List<Round> rounds, String system, int each) {
    double[] worst = Rounds.values(rounds, system, "worst ms");
    double millis = Stats.quantile(worst, 1);
    return new Result.Line(
        title + ", p99 (the worst of " + worst.length * each + ")",
        Lines.number(millis) + " ms",
        Raw.NAME
            + " "
            + Lines.number(Stats.quantile(Rounds.values(rounds, Raw.NAME, "worst ms"), 1))
            + " ms",
        "",
        "under " + Lines.number(LONGEST_MILLIS) + " ms",
        millis < LONGEST_MILLIS ? "yes" : "no");
  }

  private static Result.Line none(String title, List<Round> rounds, String figure) {
    List<String> systems = List.of(Cut.NAME, Kill.NAME);
    int[] counts =
        systems.stream()
            .mapToInt(
                system -> (int) rounds.stream().mapToDouble(it -> it.figure(system, figure)).sum())
            .toArray();
    int all = IntStream.of(counts).sum();
    String parts =
        systems.getFirst() + " " + counts[0] + ", " + systems.getLast() + " " + counts[1];
    return new Result.Line(title, parts, "", "", "0", all == 0 ? "yes" : "no");
  }
}
