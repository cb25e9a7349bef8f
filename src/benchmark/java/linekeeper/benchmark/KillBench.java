package linekeeper.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.harness.Result;
import linekeeper.kill.KillRun;
import linekeeper.kill.Tally;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;

/** Two hundred kills in the middle of real calls, and what was lost by them. */
final class KillBench implements Benchmark {
  private static final int KILLS = 200;
  private static final long SEED = 20_261_121;

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    try (Hotline hotline = new Hotline(Installation.Kind.KILLABLE)) {
      hotline.open();
      Tally tally = new KillRun(hotline, SEED, setting::say).run(setting.rounds(KILLS));
      tally.breaches().forEach((law, broken) -> setting.say(law + ": " + broken));
      return report(setting, tally);
    }
  }

  private Result report(Setting setting, Tally tally) throws Exception {
    List<Result.Line> lines = new ArrayList<>();
    lines.add(recorded("kills (SIGKILL of the application)", tally.kills()));
    lines.add(recorded("calls on the line at the moment of a kill", tally.onLine()));
    for (Map.Entry<String, Integer> count : tally.counts().entrySet()) {
      lines.add(recorded(count.getKey(), count.getValue()));
    }
    for (String law : tally.breaches().keySet()) {
      int broken = tally.broken(law);
      lines.add(
          new Result.Line(law, String.valueOf(broken), "", "", "0", broken == 0 ? "yes" : "no"));
    }
    return setting.result(
        name(),
        "Killed in the middle of it",
        List.of(
            "A real Asterisk, real SIP phones with G.711 both ways, embedded PostgreSQL and object store. Citizens call two lines every 1.2 s on the",
            "average, each with a patience of 0.5 to 15 s, one in ten of them again; four seats answer nine calls of ten after up to 1 s and talk 0.5 to 6 s;",
            "who was lost on the second line is called back by itself, and picks up, is busy or does not hear it. The application gets SIGKILL at a",
            "random moment of up to 7 s after it was back, and is started again up to 2 s later; the switch's fallback serves meanwhile. At the end",
            "the callers' own account is held against the database, and the database against the switch's ledger."),
        lines,
        List.of(
            "The database's server is stopped and started with the application, as an orphan that it finds.",
            "Placed and rung are the phones' own account; calls, answered, lost, tasks, attempts and recordings are what is on record."),
        List.of());
  }

  private static Result.Line recorded(String figure, long count) {
    return new Result.Line(figure, String.valueOf(count), "", "", "recorded", "");
  }
}
