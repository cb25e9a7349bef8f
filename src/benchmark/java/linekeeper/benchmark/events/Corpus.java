package linekeeper.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.call.model.Entry;
import linekeeper.call.model.Outcome;
import linekeeper.kernel.LegId;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.ari.FrameDecoder;
import linekeeper.telephony.ari.Incoming;

/**
 * The events of many calls, made by a model of the switch that carries out what a floor tells it.
 * The floor is asked once; afterwards the events are only bytes, and any reader may be given them.
 */
public final class Corpus {
  private static final int SEATS = 20;
  private static final int AT_ONCE = 60;
  private static final int TALK_FRAMES = 120;

  private final List<byte[]> ari = new ArrayList<>();
  private final ByteArrayOutputStream ami = new ByteArrayOutputStream();
  private final Deque<byte[]> wire = new ArrayDeque<>();
  private final Deque<Talk> talks = new ArrayDeque<>();
  private final Map<LegId, Frames.Channel> channels = new HashMap<>();
  private final Set<LegId> callers = new HashSet<>();
  private final Map<String, LegId> inBridge = new HashMap<>();
  private int begun;
  private int frames;

  private record Talk(int until, LegId seat) {}

  private Corpus() {}

  /** The events of that many calls. */
  public static Corpus of(int calls) {
    Corpus corpus = new Corpus();
    FrameDecoder decoder = new FrameDecoder();
    FloorRun floor = new FloorRun(SEATS, corpus::obey);
    while (corpus.begun < calls || !corpus.callers.isEmpty()) {
      if (corpus.begun < calls && corpus.callers.size() < AT_ONCE) {
        corpus.arrive();
      }
      corpus.hangUps();
      byte[] frame = corpus.wire.poll();
      if (frame == null) {
        corpus.frames += TALK_FRAMES;
        continue;
      }
      corpus.ari.add(frame);
      corpus.frames++;
      if (decoder.decode(frame, 0, frame.length) instanceof Incoming.Heard heard) {
        floor.take(heard.fact());
      }
    }
    return corpus;
  }

  /** A floor on which these events make sense. */
  public static FloorRun floor(
      java.util.function.@org.jspecify.annotations.Nullable BiConsumer<Entry, Outcome> ear) {
    return new FloorRun(SEATS, ear);
  }

  /** One ARI frame after the other. */
  public List<byte[]> ari() {
    return ari;
  }

  /** As many AMI events, one after the other. */
  public byte[] ami() {
    return ami.toByteArray();
  }

  /** How many calls they belong to. */
  public int calls() {
    return begun;
  }

  private void arrive() {
    begun++;
    LegId leg = new LegId("bench-" + begun);
    String caller = Long.toString(13_800_000_000L + begun);
    channels.put(
        leg, new Frames.Channel(leg.value(), "PJSIP/trunk-ip-" + begun, "Ring", caller, "Stasis"));
    callers.add(leg);
    say("ChannelCreated", leg, "");
    say(
        "ChannelDialplan",
        leg,
        "\"dialplan_app\":\"Stasis\",\"dialplan_app_data\":\"linekeeper,inbound,12345\",");
    say("StasisStart", leg, "\"args\":[\"inbound\",\"12345\"],");
  }

  private void hangUps() {
    for (Talk first = talks.peek();
        first != null && first.until() <= frames;
        first = talks.peek()) {
      talks.remove();
      end(first.seat());
    }
  }

  private void obey(Entry entry, Outcome outcome) {
    outcome.instructions().forEach(this::obey);
  }

  private void obey(Instruction instruction) {
    switch (instruction) {
      case Instruction.Answer it -> state(it.leg(), "Up", "Stasis");
      case Instruction.HangUp it -> end(it.leg());
      case Instruction.Play it -> {
        playback("PlaybackStarted", it, "playing");
        playback("PlaybackFinished", it, "done");
      }
      case Instruction.OpenBridge it -> bridge("BridgeCreated", it.bridge().value());
      case Instruction.Join it ->
          it.legs()
              .forEach(leg -> {
                inBridge.put(it.bridge().value(), leg);
                bridge("ChannelEnteredBridge", it.bridge().value());
              });
      case Instruction.Leave it -> bridge("ChannelLeftBridge", it.bridge().value());
      case Instruction.CloseBridge it -> bridge("BridgeDestroyed", it.bridge().value());
      case Instruction.Dial it -> dial(it.leg());
      default -> {}
    }
  }

  private void dial(LegId leg) {
    channels.put(
        leg,
        new Frames.Channel(leg.value(), "PJSIP/seat-" + leg.value(), "Down", "12345", "AppDial2"));
    say("ChannelCreated", leg, "");
    say("Dial", leg, "\"dialstatus\":\"\",");
    state(leg, "Ringing", "AppDial2");
    say("Dial", leg, "\"dialstatus\":\"ANSWER\",");
    state(leg, "Up", "AppDial2");
    say("ChannelConnectedLine", leg, "");
    say("StasisStart", leg, "\"args\":[\"dialled\"],");
    talks.add(new Talk(frames + TALK_FRAMES, leg));
  }

  private void state(LegId leg, String state, String application) {
    Frames.Channel before = channels.get(leg);
    if (before != null) {
      channels.put(
          leg, new Frames.Channel(before.id(), before.name(), state, before.caller(), application));
      say("ChannelStateChange", leg, "");
    }
  }

  private void end(LegId leg) {
    if (channels.containsKey(leg)) {
      say("ChannelHangupRequest", leg, "\"cause\":16,");
      say("StasisEnd", leg, "");
      say("ChannelDestroyed", leg, "\"cause\":16,\"cause_txt\":\"Normal Clearing\",");
      channels.remove(leg);
      callers.remove(leg);
    }
  }

  private void say(String type, LegId leg, String more) {
    Frames.Channel channel = channels.getOrDefault(leg, new Frames.Channel("", "", "", "", ""));
    put(Frames.ari(type, channel, more), Frames.ami(type, channel, ""));
  }

  private void bridge(String type, String bridge) {
    LegId leg = inBridge.get(bridge);
    Frames.Channel channel =
        leg == null || !channels.containsKey(leg)
            ? new Frames.Channel(bridge, "", "Up", "", "")
            : channels.getOrDefault(leg, new Frames.Channel(bridge, "", "Up", "", ""));
    boolean with = type.startsWith("Channel");
    put(
        Frames.bridge(type, bridge, with ? "\"channel\":" + channel.json() + "," : ""),
        Frames.ami(type, channel, bridge));
  }

  private void playback(String type, Instruction.Play play, String state) {
    put(
        Frames.playback(type, play.play().value(), play.leg().value(), state),
        Frames.ami(
            type, channels.getOrDefault(play.leg(), new Frames.Channel("", "", "", "", "")), ""));
  }

  private void put(String ariEvent, String amiEvent) {
    wire.add(ariEvent.getBytes(UTF_8));
    ami.writeBytes(amiEvent.getBytes(UTF_8));
  }
}
