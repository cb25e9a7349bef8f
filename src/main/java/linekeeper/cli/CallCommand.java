package linekeeper.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import linekeeper.kernel.PhoneNumber;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code call}: a citizen's phone calls the hotline over the demo carrier, and tells what happens.
 */
final class CallCommand {
  static final String USAGE =
      "call --from NUMBER|anonymous [--to NUMBER] [--name TEXT] [--speak FILE.wav]"
          + " [--patience SECONDS] [--talk SECONDS] [--json]";

  private static final String CARRIER = "127.0.0.2";
  private static final String HOTLINE = "12345";
  private static final int TONE = 440;
  private static final long LOOK_EVERY = 100;

  private CallCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out, InstantSource clock)
      throws IOException {
    Options options =
        new Options(
            arguments, Set.of("from", "to", "name", "speak", "patience", "talk"), Set.of("json"));
    Caller caller = caller(options);
    String to = options.text("to", HOTLINE);
    if (!to.matches("[0-9]{1,20}")) {
      throw new Options.Usage("--to: not a number: " + to);
    }
    Voice voice =
        options.has("speak") ? Voice.of(Path.of(options.required("speak"))) : Voice.tone(TONE);
    long patience = options.seconds("patience", 120);
    long talk = options.seconds("talk", 30);
    Api api = new Door(home).as("leader1");
    CallReport report =
        new CallReport(api, masked(caller), clock, options.has("json") ? null : out);
    try (SipPhone phone =
        new SipPhone(
            InetAddress.getByName(CARRIER), home.sip(), stray -> stray.reject(486, "Busy Here"))) {
      report.begin("calling " + to);
      SipLeg leg = phone.call(caller, to, voice);
      Thread hangUp = Thread.ofPlatform().unstarted(() -> finish(leg));
      Runtime.getRuntime().addShutdownHook(hangUp);
      try {
        follow(leg, report, patience, talk);
      } finally {
        finish(leg);
      }
      Runtime.getRuntime().removeShutdownHook(hangUp);
      return conclude(leg, report, options.has("json"), out);
    }
  }

  private static void follow(SipLeg leg, CallReport report, long patience, long talk) {
    var _ = leg.rings().thenAccept(rings -> report.rings(rings));
    while (!leg.over()) {
      report.look(leg.up());
      boolean enough = report.taken() ? report.talked() >= talk : report.waited() >= patience;
      if (enough) {
        report.say(report.taken() ? "hanging up" : "out of patience: hanging up");
        leg.hangUp();
        return;
      }
      pause();
    }
  }

  private static int conclude(SipLeg leg, CallReport report, boolean json, PrintStream out) {
    SipLeg.End end = finish(leg);
    var conclusion = report.conclude(end);
    if (json) {
      out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(conclusion));
    }
    return conclusion.get("callId") == null ? 1 : 0;
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
