package linekeeper.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.custody.HangUps;
import linekeeper.benchmark.custody.Listening;
import linekeeper.benchmark.custody.Load;
import linekeeper.benchmark.custody.Ours;
import linekeeper.benchmark.custody.Plain;
import linekeeper.benchmark.custody.Seeks;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.harness.Stats;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;

/**
 * H9: recordings into the store, and copies of them to listen to, beside the plain tools; and how
 * soon after a hang-up a call can be heard.
 */
final class CustodyBench implements Benchmark {
  private static final int TAPES = 40;
  private static final int TALK_SECONDS = 180;
  private static final int SEATS = 10;
  private static final int ROUNDS = 5;
  private static final int HANDS = 2;
  private static final double LONGEST_MILLIS = 3_000;
  private static final double LONGEST_SEEK_MILLIS = 100;

  @Override
  public String name() {
    return "custody";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    Load load = new Load(setting.size("calls", TAPES), TALK_SECONDS);
    int seats = setting.size("seats", SEATS);
    HangUps hangUps = new HangUps();
    try (Rig rig =
            Rig.start(
                setting.repository(),
                setting.portBase(),
                seats,
                "linekeeper.recording.workers=" + HANDS + "\n",
                Map.of());
        SeatPhones phones = new SeatPhones("127.0.0.4", rig.sip(), Voice.STEADY, hangUps);
        Callers callers = new Callers(Rig.CARRIER, rig.sip(), Voice.STEADY);
        Ours ours = new Ours(rig, load);
        Canary canary = new Canary()) {
      List<Rounds.Subject> subjects =
          List.of(
              ours,
              new Plain(rig, load, HANDS),
              new Listening(Listening.OURS, rig, load, ours),
              new Listening(Listening.PLAIN, rig, load, null),
              new Seeks(rig, load, ours));
      setting.say("warming up");
      for (Rounds.Subject subject : subjects) {
        setting.say(subject.name() + " " + subject.run(0));
      }
      List<Round> rounds = new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), subjects);
      List<Double> millis = hangUps(setting, rig, phones, callers, hangUps, seats);
      return report(setting, load, rounds, millis);
    }
  }

  private static List<Double> hangUps(
      Setting setting, Rig rig, SeatPhones phones, Callers callers, HangUps hangUps, int seats)
      throws Exception {
    setting.say(seats + " calls of " + TALK_SECONDS + " s");
    List<Rig.Seat> all = rig.seats(seats);
    for (Rig.Seat seat : all) {
      phones.register(seat.user(), seat.secret());
    }
    Rig.ready(all);
    try {
      return hangUps.measure(rig, callers, seats, TALK_SECONDS);
    } finally {
      callers.hangUpAll();
    }
  }

  private Result report(Setting setting, Load load, List<Round> rounds, List<Double> hangUps)
      throws Exception {
    Lines custody = new Lines(rounds, Ours.NAME);
    Lines listening = new Lines(rounds, Listening.OURS);
    List<Result.Line> lines = new ArrayList<>();
    lines.add(custody.more("H9 recordings per second", "tapes/s", "", Plain.NAME, 0.9));
    lines.add(custody.more("H9 recordings per core-hour", "tapes/core-h", "", Plain.NAME, 0.9));
    lines.add(
        listening.more(
            "H9 a copy to listen to, times real time", "x real time", "", Listening.PLAIN, 0.9));
    lines.add(replayable(hangUps));
    lines.addAll(seeks(new Lines(rounds, Seeks.NAME)));
    return setting.result(
        name(),
        "Recordings into the store (H9)",
        List.of(
            load.tapes()
                + " recordings of "
                + load.seconds()
                + " s (8 kHz, 16 bits, stereo: noise in two seconds of three) in a round. Ours, until all are in the store and the spool is empty: header,",
            "fsync, second opinion where due, SHA-256, one PUT, the object read back and compared, each step committed to PostgreSQL first, local files removed. `"
                + Plain.NAME
                + "`:",
            "the same files through `ffmpeg -c:a copy`, `sha256sum` and one PUT by the same client library into the same store, "
                + HANDS
                + " at a time as ours; no more. CPU: the application with its",
            "object store and PostgreSQL, and for the plain side the benchmark's process and its children as well. A copy to listen to: asked of",
            "`/api/recordings/ID/listening` (the original read from the store, checked, encoded, sent) beside `ffmpeg -c:a libopus -b:a 32000 -threads 1` of the same audio.",
            "Then "
                + hangUps.size()
                + " real calls of "
                + load.seconds()
                + " s at once, hung up 2 s apart: from the caller's BYE until a byte range of the audio is answered, asked every 25 ms. Warm-up: one whole turn of each."),
        lines,
        List.of(
            "Ours reads every object back and compares its digest, which the plain side does not.",
            "A seek: one byte at a random place, by HTTP range, authorised and audited as any replay; 200 in the originals, which the store has, and 200 in one copy that was made before."),
        rounds);
  }

  private static List<Result.Line> seeks(Lines seeks) {
    return List.of(
        seeks.under("a seek in the original, p99", "original p99", "ms", "", LONGEST_SEEK_MILLIS),
        seeks.recorded("a seek in the original, p50", "original p50", "ms", ""),
        seeks.under("a seek in the copy, p99", "copy p99", "ms", "", LONGEST_SEEK_MILLIS),
        seeks.recorded("a seek in the copy, p50", "copy p50", "ms", ""));
  }

  private static Result.Line replayable(List<Double> hangUps) {
    double p95 = Stats.quantile(hangUps.stream().mapToDouble(it -> it).toArray(), 0.95);
    double median = Stats.median(hangUps.stream().mapToDouble(it -> it).toArray());
    return new Result.Line(
        "hang-up to replayable, p95 (of " + hangUps.size() + ")",
        Lines.number(p95) + " ms (median " + Lines.number(median) + ")",
        "",
        "",
        "under " + Lines.number(LONGEST_MILLIS) + " ms",
        p95 < LONGEST_MILLIS ? "yes" : "no");
  }
}
