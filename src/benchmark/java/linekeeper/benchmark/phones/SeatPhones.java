package linekeeper.benchmark.phones;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The phones of many seats: each answers at once, talks for a random while and hangs up. Told is
 * how long it stayed silent between the end of one call and the ringing of the next.
 */
public final class SeatPhones implements AutoCloseable {
  private static final long FOR_EVER = -1;
  private final Wire wire;
  private final Media media;
  private final String description;
  private final Ear ear;
  private final LongSupplier talkNanos;
  private final Map<String, Seat> seats = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Packet>> asked = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("bench-seats").factory());

  /** Told what the phones see, on the phones' threads. */
  public interface Ear {
    /**
     * A phone rings.
     *
     * @param silentNanos since it hung up the call before, or -1 where it did not
     */
    void rings(String seat, long silentNanos);

    /** A conversation was ended by the seat. */
    void talked(String seat);

    /**
     * A phone rings.
     *
     * @param caller what it shows
     */
    default void called(String seat, String caller) {}

    /** A call was ended by the far end. */
    default void dropped(String seat) {}
  }

  private static final class Seat {
    private final String secret;
    private volatile long freeAt;
    private volatile @Nullable Leg leg;

    Seat(String secret) {
      this.secret = secret;
    }
  }

  private record Leg(Packet invite, String to) {
    String id() {
      return invite.header("Call-ID");
    }
  }

  /**
   * Phones at this address that speak.
   *
   * @param talkNanos how long the next conversation lasts
   */
  public SeatPhones(String own, InetSocketAddress server, LongSupplier talkNanos, Ear ear)
      throws IOException {
    this(own, server, talkNanos, Voice.STEADY, ear);
  }

  /** Phones at this address that hang up when they are told to. */
  public SeatPhones(String own, InetSocketAddress server, Voice voice, Ear ear) throws IOException {
    this(own, server, () -> FOR_EVER, voice, ear);
  }

  private SeatPhones(
      String own, InetSocketAddress server, LongSupplier talkNanos, Voice voice, Ear ear)
      throws IOException {
    this.wire = new Wire(own, server);
    this.media = new Media(own, voice);
    this.description = media.description();
    this.talkNanos = talkNanos;
    this.ear = ear;
    wire.listen(this::hear);
  }

  /** Registers a seat's phone, for as long as the registrar grants: two minutes by default. */
  public void register(String user, String secret) throws Exception {
    prove(user, secret);
    seats.put(user, new Seat(secret));
  }

  /** Registers all phones again; to be done at least once a minute. */
  public void refresh() throws Exception {
    for (Map.Entry<String, Seat> seat : seats.entrySet()) {
      prove(seat.getKey(), seat.getValue().secret);
    }
  }

  private void prove(String user, String secret) throws Exception {
    String id = wire.token();
    Packet first = ask(registration(user, id, 1, ""));
    if (first.status() == 401) {
      String proof =
          DigestAnswer.to(first.header("WWW-Authenticate"), user, secret, "REGISTER", registrar());
      first = ask(registration(user, id, 2, "Authorization: " + proof + "\r\n"));
    }
    if (first.status() != 200) {
      throw new IOException(user + " could not register: " + first.status());
    }
  }

  /** From now on no phone has a call behind it. */
  public void rest() {
    seats.values().forEach(seat -> seat.freeAt = 0);
  }

  /** Phones that are in a call. */
  public long busy() {
    return seats.values().stream().filter(seat -> seat.leg != null).count();
  }

  private String registrar() {
    return "sip:" + wire.server().getAddress().getHostAddress() + ":" + wire.server().getPort();
  }

  private Packet ask(String request) throws Exception {
    CompletableFuture<Packet> answer = new CompletableFuture<>();
    Packet sent = new Packet(request);
    asked.put(sent.header("Call-ID") + sent.header("CSeq"), answer);
    wire.send(request);
    return answer.get(5, SECONDS);
  }

  private String registration(String user, String id, int sequence, String proof) {
    return "REGISTER "
        + registrar()
        + " SIP/2.0\r\n"
        + wire.via()
        + "Max-Forwards: 70\r\nFrom: <sip:"
        + user
        + "@"
        + wire.host()
        + ">;tag="
        + id
        + "\r\nTo: <sip:"
        + user
        + "@"
        + wire.host()
        + ">\r\nCall-ID: "
        + id
        + "\r\nCSeq: "
        + sequence
        + " REGISTER\r\nContact: <sip:"
        + user
        + "@"
        + wire.own()
        + ">\r\nExpires: 300\r\n"
        + proof
        + "Content-Length: 0\r\n\r\n";
  }

  private void hear(Packet packet) {
    if (packet.response()) {
      CompletableFuture<Packet> waiting =
          asked.remove(packet.header("Call-ID") + packet.header("CSeq"));
      if (waiting != null) {
        waiting.complete(packet);
      }
      return;
    }
    Seat seat = seats.get(packet.user());
    switch (packet.method()) {
      case "INVITE" -> invited(packet, seat);
      case "ACK" -> acknowledged(packet, seat);
      default -> ended(packet, seat);
    }
  }

  private void invited(Packet packet, @Nullable Seat seat) {
    long now = System.nanoTime();
    if (seat == null) {
      wire.send(packet.answer(404, "Not Found", packet.header("To") + ";tag=x", "", ""));
      return;
    }
    Leg leg = seat.leg;
    boolean known = leg != null && leg.id().equals(packet.header("Call-ID"));
    if (leg == null) {
      long freeAt = seat.freeAt;
      seat.freeAt = 0;
      leg = new Leg(packet, packet.header("To") + ";tag=" + wire.token());
      seat.leg = leg;
      ear.rings(packet.user(), freeAt == 0 ? -1 : now - freeAt);
      ear.called(packet.user(), packet.caller());
      wire.send(packet.answer(180, "Ringing", leg.to(), contact(packet), ""));
    } else if (!known) {
      wire.send(packet.answer(486, "Busy Here", packet.header("To") + ";tag=x", "", ""));
      return;
    }
    String more = contact(packet) + "Content-Type: application/sdp\r\n";
    String to = known ? packet.header("To") : leg.to();
    wire.send(packet.answer(200, "OK", to.contains(";tag=") ? to : leg.to(), more, description));
  }

  private String contact(Packet packet) {
    return "Contact: <sip:" + packet.user() + "@" + wire.own() + ">\r\n";
  }

  private void acknowledged(Packet packet, @Nullable Seat seat) {
    Leg leg = seat == null ? null : seat.leg;
    if (seat == null || leg == null || !leg.id().equals(packet.header("Call-ID"))) {
      return;
    }
    media.start(leg.id(), leg.invite().audio());
    long talk = talkNanos.getAsLong();
    if (talk != FOR_EVER) {
      hangUpIn(packet.user(), talk);
    }
  }

  /** Has the call that this phone is in, if any, ended by it after that long. */
  public void hangUpIn(String user, long nanos) {
    Seat seat = seats.get(user);
    Leg leg = seat == null ? null : seat.leg;
    if (seat != null && leg != null) {
      var _ = timer.schedule(() -> hangUp(user, seat, leg), nanos, NANOSECONDS);
    }
  }

  private void hangUp(String user, Seat seat, Leg leg) {
    if (!leg.equals(seat.leg)) {
      return;
    }
    media.stop(leg.id());
    seat.leg = null;
    seat.freeAt = System.nanoTime();
    wire.send(
        "BYE "
            + leg.invite().contact()
            + " SIP/2.0\r\n"
            + wire.via()
            + "Max-Forwards: 70\r\nFrom: "
            + leg.to()
            + "\r\nTo: "
            + leg.invite().header("From")
            + "\r\nCall-ID: "
            + leg.id()
            + "\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n");
    ear.talked(user);
  }

  /** The far end hangs up or cancels; anything else is a question whether we live. */
  private void ended(Packet packet, @Nullable Seat seat) {
    wire.send(packet.answer(200, "OK", packet.header("To"), "", ""));
    Leg leg = seat == null ? null : seat.leg;
    boolean over = packet.method().equals("BYE") || packet.method().equals("CANCEL");
    if (seat != null && over && leg != null && leg.id().equals(packet.header("Call-ID"))) {
      media.stop(leg.id());
      seat.leg = null;
      seat.freeAt = 0;
      ear.dropped(packet.user());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    wire.close();
    media.close();
  }
}
