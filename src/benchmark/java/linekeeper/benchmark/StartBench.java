package linekeeper.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.Voice;
import linekeeper.benchmark.rig.Rig;
import linekeeper.benchmark.rig.Shell;

/**
 * From {@code up} in a home that was up before to the first call that is answered; and the memory.
 */
final class StartBench implements Benchmark {
  private static final String OURS = "linekeeper";
  private static final int ROUNDS = 3;
  private static final int SEATS = 5;
  private static final long RETRY_MILLIS = 100;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    try (Canary canary = new Canary()) {
      setting.say("first run");
      Rig.start(setting.repository(), setting.portBase(), SEATS).close();
      List<Round> rounds =
          new Rounds(canary, setting::say).run(setting.rounds(ROUNDS), List.of(new Start(setting)));
      Lines lines = new Lines(rounds, OURS);
      return setting.result(
          name(),
          "Start and memory",
          List.of(
              "`./linekeeper up --detach` in a home that was up before, with everything (Asterisk, PostgreSQL, object store, application); a caller tries",
              "every "
                  + RETRY_MILLIS
                  + " ms from the moment at which it was asked for, until a call is answered by the application. Memory a few seconds later, with",
              "no call: resident size of the Java process, its used heap after a collection, resident size of Asterisk."),
          List.of(
              lines.under("up (second run) to first call answered", "up s", "s", "", 15),
              lines.under("application heap in use", "heap MiB", "MiB", "", 512),
              lines.recorded("application, resident", "rss MiB", "MiB", ""),
              lines.recorded("Asterisk, resident", "switch rss MiB", "MiB", "")),
          List.of(),
          rounds);
    }
  }

  private record Start(Setting setting) implements Rounds.Subject {
    @Override
    public String name() {
      return OURS;
    }

    @Override
    public Map<String, Double> run(int round) throws Exception {
      long began = System.nanoTime();
      AtomicLong answeredAt = new AtomicLong();
      Thread caller =
          Thread.ofPlatform().daemon().start(() -> answeredAt.set(callUntilAnswered(began)));
      try (Rig rig = Rig.start(setting.repository(), setting.portBase(), SEATS)) {
        caller.join();
        Thread.sleep(2_000);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("up s", (answeredAt.get() - began) / 1e9);
        figures.put("heap MiB", heap(rig.application()));
        figures.put("rss MiB", Cpu.residentMebibytes(rig.application()));
        figures.put("switch rss MiB", Cpu.residentMebibytes(rig.telephoneSwitch()));
        return figures;
      }
    }

    private long callUntilAnswered(long began) {
      var sip =
          new java.net.InetSocketAddress(
              java.net.InetAddress.ofLiteral("127.0.0.1"), setting.portBase() + 5);
      try (Callers callers = new Callers(Rig.CARRIER, sip, Voice.SILENT)) {
        while (System.nanoTime() - began < PATIENCE_NANOS) {
          Answer answer = new Answer();
          callers.dial(Rig.HOTLINE, "13800138000", answer);
          for (int i = 0; i < 10 && answer.at.get() == 0 && !answer.over; i++) {
            Thread.sleep(RETRY_MILLIS);
          }
          if (answer.at.get() != 0) {
            callers.hangUpAll();
            return answer.at.get();
          }
          callers.forget();
        }
        throw new IllegalStateException("no call was answered");
      } catch (java.io.IOException | InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }

    private static double heap(long pid) throws Exception {
      String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      Path anywhere = Path.of("").toAbsolutePath();
      String process = Long.toString(pid);
      Shell.run(anywhere, Map.of(), List.of(jcmd, process, "GC.run"));
      Matcher used =
          HEAP.matcher(Shell.run(anywhere, Map.of(), List.of(jcmd, process, "GC.heap_info")));
      return used.find() ? Long.parseLong(used.group(1)) / 1024.0 : Double.NaN;
    }
  }

  private static final class Answer implements Callers.Ear {
    private final AtomicLong at = new AtomicLong();
    private volatile boolean over;

    @Override
    public void answered(Callers.Call call) {
      at.compareAndSet(0, System.nanoTime());
    }

    @Override
    public void ended(Callers.Call call, int status) {
      over = true;
    }
  }
}
