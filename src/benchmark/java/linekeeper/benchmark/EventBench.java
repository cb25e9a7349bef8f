package linekeeper.benchmark;

import ch.loway.oss.ari4java.generated.ari_10_0_0.models.Message_impl_ari_10_0_0;
import ch.loway.oss.ari4java.tools.BaseAriAction;
import ch.loway.oss.ari4java.tools.RestException;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import linekeeper.benchmark.events.AmiPlayer;
import linekeeper.benchmark.events.AsteriskJavaReader;
import linekeeper.benchmark.events.Corpus;
import linekeeper.benchmark.events.FloorRun;
import linekeeper.benchmark.harness.Canary;
import linekeeper.benchmark.harness.Result;
import linekeeper.benchmark.harness.Round;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.rig.Bridge;
import linekeeper.call.desk.FloorShow;
import linekeeper.live.PatchStream;
import linekeeper.telephony.Fact;
import linekeeper.telephony.ari.FrameDecoder;
import linekeeper.telephony.ari.Incoming;
import org.slf4j.LoggerFactory;

/**
 * H5: events a second through decoder, floor and live encoder; and the floor's steps by themselves.
 */
final class EventBench implements Benchmark {
  private static final String OURS = "linekeeper";
  private static final String EVERY_STEP = "linekeeper, a patch after every step";
  private static final Duration PACE = Duration.ofMillis(8);
  private static final String DECODER = "our decoder alone";
  private static final String FLOOR = "our floor alone";
  private static final String ARI4JAVA = "ari4java";
  private static final String ASTERISK_JAVA = "asterisk-java";
  private static final String BARE = "bare socket reader";
  private static final String BEST = "best of them";
  private static final String ASTERISK_JAVA_NOTE =
      "Logging of `asterisk-java` is off. It gave its listener fewer events than were sent (figure \"delivered\" in the raw file): it"
          + " has no class for some, or its queue was full. Its rate is of all that were sent, which is in its favour.";
  private static final int ROUNDS = 7;
  private static final int CALLS = 2_000;
  private static final double ASTERISK_EMITS = 27_840;

  @Override
  public String name() {
    return "events";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    if (LoggerFactory.getLogger("org.asteriskjava") instanceof Logger chatter) {
      chatter.setLevel(Level.OFF); // else what is measured is its log
    }
    Corpus corpus = Corpus.of(CALLS);
    List<Fact> facts = facts(corpus);
    List<String> texts = new ArrayList<>();
    corpus.ari().forEach(it -> texts.add(new String(it, StandardCharsets.UTF_8)));
    byte[] ami = corpus.ami();
    List<Rounds.Subject> systems =
        List.of(
            timed(OURS, corpus, () -> whole(corpus, PACE)),
            timed(EVERY_STEP, corpus, () -> whole(corpus, Duration.ZERO)),
            timed(DECODER, corpus, () -> decode(corpus)),
            timed(FLOOR, corpus, () -> steps(facts)),
            timed(ARI4JAVA, corpus, () -> ari4java(texts)),
            timed(ASTERISK_JAVA, corpus, () -> asteriskJava(ami, corpus.ari().size())),
            timed("ami-io", corpus, () -> node(setting, "ami-io", ami)),
            timed("asterisk-manager", corpus, () -> node(setting, "asterisk-manager", ami)),
            timed(BARE, corpus, () -> bare(ami)));
    try (Canary canary = new Canary()) {
      Rounds rounds = new Rounds(canary, setting::say);
      setting.say("warming up");
      rounds.run(2, systems);
      return report(setting, corpus, best(rounds.run(setting.rounds(ROUNDS), systems)));
    }
  }

  private static List<Fact> facts(Corpus corpus) {
    FrameDecoder decoder = new FrameDecoder();
    List<Fact> facts = new ArrayList<>();
    for (byte[] frame : corpus.ari()) {
      if (decoder.decode(frame, 0, frame.length) instanceof Incoming.Heard heard) {
        facts.add(heard.fact());
      }
    }
    return facts;
  }

  /** Bytes to patches; says how many calls the floor counted, so that nobody measures nothing. */
  private static Map<String, Double> whole(Corpus corpus, Duration pace) {
    FrameDecoder decoder = new FrameDecoder();
    PatchStream patches = new PatchStream(pace);
    FloorShow[] show = new FloorShow[1];
    long[] characters = new long[1];
    FloorRun floor =
        Corpus.floor((entry, outcome) -> {
          if (show[0] != null) {
            List<String> gone = new ArrayList<>();
            var changed = show[0].changed(outcome, entry.at(), gone);
            characters[0] += patches.apply(entry.number(), entry.at(), changed, gone);
          }
        });
    show[0] = new FloorShow(floor.model());
    for (byte[] frame : corpus.ari()) {
      if (decoder.decode(frame, 0, frame.length) instanceof Incoming.Heard heard) {
        floor.take(heard.fact());
      }
    }
    return Map.of(
        "characters per event",
        (double) characters[0] / corpus.ari().size(),
        "calls left",
        (double) floor.model().calls().size());
  }

  private static Map<String, Double> decode(Corpus corpus) {
    FrameDecoder decoder = new FrameDecoder();
    long heard = 0;
    for (byte[] frame : corpus.ari()) {
      heard += decoder.decode(frame, 0, frame.length) instanceof Incoming.Heard ? 1 : 0;
    }
    return Map.of("facts", (double) heard);
  }

  private static Map<String, Double> steps(List<Fact> facts) {
    FloorRun floor = Corpus.floor(null);
    long before = floor.steps();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long began = System.nanoTime();
    facts.forEach(floor::take);
    double seconds = (System.nanoTime() - began) / 1e9;
    long steps = floor.steps() - before;
    return Map.of(
        "steps/s",
        steps / seconds,
        "bytes/step",
        (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / steps);
  }

  private static Map<String, Double> ari4java(List<String> texts) throws RestException {
    long known = 0;
    for (String text : texts) {
      var event = BaseAriAction.deserializeEvent(text, Message_impl_ari_10_0_0.class);
      known += event.getType() == null ? 0 : 1;
    }
    return Map.of("known", (double) known);
  }

  private static Map<String, Double> asteriskJava(byte[] ami, int events) throws Exception {
    try (AmiPlayer player = new AmiPlayer();
        AsteriskJavaReader reader = new AsteriskJavaReader(player.port())) {
      return reader.read(() -> player.play(ami), events);
    }
  }

  private static Map<String, Double> node(Setting setting, String library, byte[] ami)
      throws Exception {
    try (AmiPlayer player = new AmiPlayer();
        Bridge peer =
            Bridge.node(setting.repository(), "secret", "count", library, player.port(), 0)) {
      peer.ready();
      long began = System.nanoTime();
      player.play(ami);
      player.play("Event: UserEvent\r\nUserEvent: end\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String said = peer.hear();
      double seconds = (System.nanoTime() - began) / 1e9;
      if (said == null) {
        throw new IOException(library + " ended");
      }
      return Map.of("seconds", seconds, "heard", Double.parseDouble(said.substring(4)));
    }
  }

  private static Map<String, Double> bare(byte[] ami) throws Exception {
    try (AmiPlayer player = new AmiPlayer();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), player.port())) {
      socket.getOutputStream().write("Action: Login\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      Thread.sleep(200);
      var _ = socket.getInputStream().skip(socket.getInputStream().available());
      long began = System.nanoTime();
      Thread.ofPlatform()
          .daemon()
          .start(() ->
              quietly(() -> {
                player.play(ami);
                return null;
              }));
      byte[] buffer = new byte[1 << 16];
      int ends = 0;
      long left = ami.length;
      while (left > 0) {
        int read = socket.getInputStream().read(buffer);
        for (int i = 3; i < read; i++) {
          ends += buffer[i] == '\n' && buffer[i - 2] == '\n' ? 1 : 0;
        }
        left -= read;
      }
      return Map.of("seconds", (System.nanoTime() - began) / 1e9, "ends", (double) ends);
    }
  }

  private static void quietly(Callable<?> work) {
    try {
      work.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Rounds.Subject timed(
      String name, Corpus corpus, Callable<Map<String, Double>> work) {
    return new Rounds.Subject() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Map<String, Double> run(int round) throws Exception {
        System.gc();
        long began = System.nanoTime();
        Map<String, Double> seen = work.call();
        double whole = (System.nanoTime() - began) / 1e9;
        Map<String, Double> figures = new LinkedHashMap<>(seen);
        double seconds = seen.getOrDefault("seconds", whole);
        double events = corpus.ari().size();
        figures.put("events/s", events / seconds);
        figures.put("calls/s", events / seconds * corpus.calls() / corpus.ari().size());
        return figures;
      }
    };
  }

  private static List<Round> best(List<Round> rounds) {
    return rounds.stream()
        .map(round -> {
          Map<String, Map<String, Double>> figures = new LinkedHashMap<>(round.figures());
          double best =
              List.of(ARI4JAVA, ASTERISK_JAVA, "ami-io", "asterisk-manager").stream()
                  .mapToDouble(it -> round.figure(it, "events/s"))
                  .max()
                  .orElse(Double.NaN);
          figures.put(BEST, Map.of("events/s", best));
          figures.put("Asterisk's emission, seen elsewhere", Map.of("events/s", ASTERISK_EMITS));
          return new Round(round.number(), round.canaryMicros(), round.kept(), figures);
        })
        .toList();
  }

  private Result report(Setting setting, Corpus corpus, List<Round> rounds) throws Exception {
    Lines lines = new Lines(rounds, OURS);
    Lines floor = new Lines(rounds, FLOOR);
    List<Result.Line> table = new ArrayList<>();
    table.add(lines.more("H5 events per second, all the way", "events/s", "", BEST, 3));
    for (String peer : List.of(ARI4JAVA, ASTERISK_JAVA, "ami-io", "asterisk-manager")) {
      table.add(lines.more("H5 against " + peer, "events/s", "", peer, 3));
    }
    table.add(
        lines.more(
            "H5 against what Asterisk can say",
            "events/s",
            "",
            "Asterisk's emission, seen elsewhere",
            3));
    table.add(
        new Lines(rounds, EVERY_STEP)
            .recorded("the same with a patch after every step", "events/s", "", ""));
    table.add(new Lines(rounds, DECODER).recorded("our decoder alone", "events/s", "", BARE));
    table.add(floor.recorded("floor steps per second", "steps/s", "", ""));
    table.add(floor.recorded("allocation per step", "bytes/step", "B", ""));
    return setting.result(
        name(),
        "Events per second, and steps of the floor (H5)",
        method(setting, corpus),
        table,
        List.of(
            "Asterisk's emission (27,840 events/s to one AMI reader) was measured on a machine of this kind, not in this run.",
            ASTERISK_JAVA_NOTE,
            "Calls left on the floor after all events: "
                + Math.round(rounds.getFirst().figure(OURS, "calls left"))
                + "; characters sent per event: "
                + Math.round(rounds.getFirst().figure(OURS, "characters per event"))
                + "."),
        rounds);
  }

  private static List<String> method(Setting setting, Corpus corpus) throws Exception {
    return List.of(
        "The events of "
            + corpus.calls()
            + " calls ("
            + corpus.ari().size()
            + " events, 60 calls at once, 20 seats), made by a model of the switch and the same for all: as ARI frames of",
        "the shape Asterisk 22 sends, and event by event as the AMI event of the same meaning. Each does, on one thread:",
        "ours: ARI frame to typed fact, the floor's step (routing, timers, figures), the changed views, their JSON, and the patch for a whole-floor",
        "screen at the product's own pace (every 8 ms at most), a second line for one after *every* step; no socket, no journal. `ari4java` 0.18.0: the same frames to its typed messages, no socket. `asterisk-java`",
        "3.42.2: AMI over loopback to its typed events at a listener that counts. `ami-io` 1.2.1 and `asterisk-manager` 0.2.0 (Node "
            + setting.node()
            + "): AMI over",
        "loopback to their event objects at a listener that counts. None of the peers keeps any state of calls. The bare socket reader shows that",
        "the loopback is not the limit. Warm-up: two whole rounds in the same process (Node: a new process each time, as it warms up in a second).");
  }
}
