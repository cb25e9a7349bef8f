package linekeeper.benchmark.phones;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Citizens who call over the carrier. All of them share one socket behind the carrier's address.
 */
public final class Callers implements AutoCloseable {
  private static final long T1_MILLIS = 500;
  private static final int MOST_REPEATS = 10;

  private final Wire wire;
  private final Media media;
  private final String description;
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final ScheduledExecutorService repeater =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bench-repeats").factory());

  private final Voice voice;

  /**
   * At the carrier's address, calling this switch.
   *
   * @param voice how much they say
   */
  public Callers(String own, InetSocketAddress server, Voice voice) throws IOException {
    this.voice = voice;
    this.wire = new Wire(own, server);
    this.media = new Media(own, voice);
    this.description = media.description();
    wire.listen(this::hear);
    var _ =
        repeater.scheduleAtFixedRate(
            () -> calls.values().forEach(this::repeat), T1_MILLIS, T1_MILLIS, MILLISECONDS);
  }

  /** Told what becomes of a call, on the callers' thread. */
  public interface Ear {
    /** The far end picked up. */
    default void answered(Call call) {}

    /**
     * It is over.
     *
     * @param status 200 after a conversation, otherwise why there was none
     */
    default void ended(Call call, int status) {}
  }

  /** One call. */
  public static final class Call {
    private final String id;
    private final String from;
    private final String to;
    private final Ear ear;
    private final long invitedAt = System.nanoTime();
    private volatile long answeredAt;
    private volatile String target;
    private volatile String toTag;
    private volatile String unheard = "";
    private final AtomicInteger repeats = new AtomicInteger();

    private Call(String id, String from, String to, Ear ear) {
      this.id = id;
      this.from = from;
      this.to = to;
      this.ear = ear;
      this.target = "";
      this.toTag = "";
    }

    /** When the INVITE left, by {@link System#nanoTime}. */
    public long invitedAt() {
      return invitedAt;
    }

    /** When it was answered, 0 before. */
    public long answeredAt() {
      return answeredAt;
    }
  }

  /** Calls a number. */
  public Call dial(String number, String caller, Ear ear) {
    String id = wire.token() + "@" + wire.host();
    Call call =
        new Call(
            id,
            "<sip:" + caller + "@" + wire.host() + ">;tag=" + wire.token(),
            "<sip:" + number + "@" + server() + ">",
            ear);
    call.target = "sip:" + number + "@" + server();
    calls.put(id, call);
    ask(
        call,
        "INVITE "
            + call.target
            + " SIP/2.0\r\n"
            + wire.via()
            + heads(call, "1 INVITE")
            + "Contact: <sip:"
            + caller
            + "@"
            + wire.own()
            + ">\r\nContent-Type: application/sdp\r\nContent-Length: "
            + description.length()
            + "\r\n\r\n"
            + description);
    return call;
  }

  /** Hangs up an answered call. */
  public void hangUp(Call call) {
    media.stop(call.id);
    ask(
        call,
        "BYE "
            + call.target
            + " SIP/2.0\r\n"
            + wire.via()
            + heads(call, "2 BYE")
            + "Content-Length: 0\r\n\r\n");
  }

  private void ask(Call call, String request) {
    call.repeats.set(0);
    call.unheard = request;
    wire.send(request);
  }

  /** What nobody answered is said again, as UDP may have lost it (RFC 3261, 17.1). */
  private void repeat(Call call) {
    String request = call.unheard;
    if (!request.isEmpty() && call.repeats.incrementAndGet() <= MOST_REPEATS) {
      wire.send(request);
    }
  }

  /** How many calls are not over. */
  public int open() {
    return calls.size();
  }

  /** Hangs up all that was answered and forgets the rest. */
  public void hangUpAll() {
    for (Call call : List.copyOf(calls.values())) {
      if (call.answeredAt != 0) {
        hangUp(call);
      }
    }
  }

  /** Forgets calls that nobody answers for any more; says how many there were. */
  public int forget() {
    int forgotten = calls.size();
    calls.keySet().forEach(media::stop);
    calls.clear();
    return forgotten;
  }

  private String server() {
    return wire.server().getAddress().getHostAddress() + ":" + wire.server().getPort();
  }

  private static String heads(Call call, String sequence) {
    return "Max-Forwards: 70\r\nFrom: "
        + call.from
        + "\r\nTo: "
        + call.to
        + call.toTag
        + "\r\nCall-ID: "
        + call.id
        + "\r\nCSeq: "
        + sequence
        + "\r\n";
  }

  private void hear(Packet packet) {
    Call call = calls.get(packet.header("Call-ID"));
    if (!packet.response()) {
      asked(packet, call);
    } else if (call != null && packet.status() < 200) {
      call.unheard = "";
    } else if (call != null) {
      if (packet.method().startsWith("INVITE")) {
        settled(packet, call);
      } else {
        over(call, 200);
      }
    }
  }

  private void settled(Packet packet, Call call) {
    call.unheard = call.unheard.startsWith("INVITE") ? "" : call.unheard;
    boolean answered = packet.status() < 300;
    String to = packet.header("To");
    call.toTag = to.substring(Math.max(0, to.indexOf(";tag=")));
    String via = answered ? wire.via() : "Via: " + packet.header("Via") + "\r\n";
    if (answered) {
      call.target = packet.contact();
    }
    wire.send(
        "ACK "
            + call.target
            + " SIP/2.0\r\n"
            + via
            + heads(call, "1 ACK")
            + "Content-Length: 0\r\n\r\n");
    if (!answered) {
      over(call, packet.status());
    } else if (call.answeredAt == 0) {
      call.answeredAt = System.nanoTime();
      if (voice != Voice.SILENT) {
        media.start(call.id, packet.audio());
      }
      call.ear.answered(call);
    }
  }

  private void asked(Packet packet, @org.jspecify.annotations.Nullable Call call) {
    if (packet.method().equals("ACK")) {
      return;
    }
    boolean invite = packet.method().equals("INVITE");
    String more =
        invite
            ? "Contact: <sip:caller@" + wire.own() + ">\r\nContent-Type: application/sdp\r\n"
            : "";
    wire.send(packet.answer(200, "OK", packet.header("To"), more, invite ? description : ""));
    if (packet.method().equals("BYE") && call != null) {
      over(call, 200);
    }
  }

  private void over(Call call, int status) {
    if (calls.remove(call.id) != null) {
      media.stop(call.id);
      call.ear.ended(call, status);
    }
  }

  @Override
  public void close() {
    repeater.shutdownNow();
    wire.close();
    media.close();
  }
}
