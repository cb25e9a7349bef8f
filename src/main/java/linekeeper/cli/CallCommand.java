package linekeeper.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code call}: a citizen's phone calls the hotline over the demo carrier, and tells what happens.
 */
final class CallCommand {
  static final String USAGE =
      "call --from NUMBER|anonymous [--to NUMBER] [--name TEXT] [--speak FILE.wav]"
          + " [--patience SECONDS] [--press KEY@SECONDS] [--talk SECONDS] [--await-callback SECONDS]"
          + " [--json]";

  private static final String CARRIER = "127.0.0.2";
  private static final String HOTLINE = "12345";
  private static final int TONE = 440;
  private static final long LOOK_EVERY = 100;

  private CallCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out, InstantSource clock)
      throws IOException {
    Options options =
        new Options(
            arguments,
            Set.of("from", "to", "name", "speak", "patience", "press", "talk", "await-callback"),
            Set.of("json"));
    Caller caller = caller(options);
    var _ = KeyPress.of(options);
    String to = options.text("to", HOTLINE);
    if (!to.matches("[0-9]{1,20}")) {
      throw new Options.Usage("--to: not a number: " + to);
    }
    Voice voice =
        options.has("speak") ? Voice.of(Path.of(options.required("speak"))) : Voice.tone(TONE);
    Api api = new Door(home).as("leader1");
    CallReport report =
        new CallReport(api, masked(caller), clock, options.has("json") ? null : out);
    AwaitedCallback callback = awaited(options, caller, voice);
    try (SipPhone phone = phone(home, callback)) {
      report.begin("calling " + to);
      Map<String, @Nullable Object> sum = call(phone.call(caller, to, voice), report, options);
      boolean done = sum.get("callId") != null;
      if (callback != null && Objects.equals(sum.get("outcome"), "LOST")) {
        long patience = options.seconds("await-callback", 0);
        var came = callback.await(report, api, patience, talk(options));
        sum.put("callback", came);
        done = Objects.equals(came.get("state"), "DONE");
      }
      if (options.has("json")) {
        print(sum, out);
      }
      return done ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static long talk(Options options) {
    return options.seconds("talk", 30);
  }

  private static Map<String, @Nullable Object> call(
      SipLeg leg, CallReport report, Options options) {
    Thread hangUp = Thread.ofPlatform().unstarted(() -> finish(leg));
    Runtime.getRuntime().addShutdownHook(hangUp);
    try {
      follow(leg, report, options.seconds("patience", 120), options);
    } finally {
      finish(leg);
    }
    Runtime.getRuntime().removeShutdownHook(hangUp);
    return report.conclude(finish(leg));
  }

  private static @Nullable AwaitedCallback awaited(Options options, Caller caller, Voice voice) {
    if (!options.has("await-callback")) {
      return null;
    }
    if (caller.withheld()) {
      throw new Options.Usage("--await-callback: nobody can call back a withheld number");
    }
    return new AwaitedCallback(caller.user(), voice);
  }

  /** A phone that only calls, or one that the hotline can call at the demo carrier's address. */
  private static SipPhone phone(Home home, @Nullable AwaitedCallback callback) throws IOException {
    if (callback == null) {
      return new SipPhone(
          InetAddress.getByName(CARRIER), home.sip(), stray -> stray.reject(486, "Busy Here"));
    }
    try {
      return new SipPhone(home.carrier(), home.sip(), callback::rings);
    } catch (BindException taken) {
      throw new Failure("somebody else awaits a callback at " + home.carrier() + " already");
    }
  }

  private static void follow(SipLeg leg, CallReport report, long patience, Options options) {
    var _ = leg.rings().thenAccept(rings -> report.rings(rings));
    KeyPress press = KeyPress.of(options);
    while (!leg.over()) {
      report.look(leg.up());
      press = press.now(leg, report);
      boolean enough =
          report.taken() ? report.talked() >= talk(options) : report.impatient(patience);
      if (enough) {
        report.say(report.taken() ? "hanging up" : "out of patience: hanging up");
        leg.hangUp();
        return;
      }
      pause();
    }
  }

  private static void print(Map<String, @Nullable Object> sum, PrintStream out) {
    out.println(
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(sum));
  }

  /** Hangs up, where that has not happened, and waits for the end. */
  private static SipLeg.End finish(SipLeg leg) {
    leg.hangUp();
    try {
      return leg.ended().toCompletableFuture().get(5, SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new SipLeg.End(false, 408, "the switch did not confirm the hang-up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SipLeg.End(false, 408, "interrupted");
    }
  }

  private static Caller caller(Options options) {
    String from = options.required("from");
    if (from.equals("anonymous")) {
      return Caller.unknown();
    }
    String name = options.text("name", from);
    if (!from.matches("\\+?[0-9*#]{1,40}") || !name.matches("[^\"\\\\\\p{Cntrl}]{0,80}")) {
      throw new Options.Usage("--from takes a number or \"anonymous\", --name plain text");
    }
    return new Caller(from, name, false);
  }

  private static String masked(Caller caller) {
    return PhoneNumber.heard(caller.user()).masked();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }
}
