package linekeeper.cli.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A telephone at one address. Everything that happens to it passes through one thread, its lane; it
 * may be used from any thread. {@link #close} is a plug pulled: nobody is told.
 */
public final class SipPhone implements AutoCloseable {
  private static final int LARGEST_PACKET = 65_535;
  private final InetSocketAddress server;
  private final DatagramSocket socket;
  private final Consumer<SipLeg> bell;
  private final RandomGenerator random = new SecureRandom();
  private final ScheduledThreadPoolExecutor lane;
  private final Transactions transactions;
  private final Map<String, SipLeg> legs = new ConcurrentHashMap<>();

  /**
   * Plugs the phone in.
   *
   * @param own the address it speaks from
   * @param server the switch
   * @param bell told of each call that comes in, on the phone's lane
   */
  public SipPhone(InetAddress own, InetSocketAddress server, Consumer<SipLeg> bell)
      throws SocketException {
    this(new InetSocketAddress(own, 0), server, bell);
  }

  /** Plugs a phone in that others find at this address and port. */
  public SipPhone(InetSocketAddress own, InetSocketAddress server, Consumer<SipLeg> bell)
      throws SocketException {
    this.server = server;
    this.bell = bell;
    this.socket = new DatagramSocket(own);
    this.lane =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("phone").unstarted(task));
    lane.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.transactions = new Transactions(this::transmit, lane);
    Thread.ofPlatform().daemon().name("phone-wire").start(this::receive);
  }

  /**
   * Registers at the switch, or with {@code expires} 0 unregisters. Completes with the final status
   * code, 200 where all is well.
   */
  public CompletionStage<Integer> register(String user, String secret, int expires) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    String callId = token();
    onLane(() ->
        transactions.send(
            registration(user, callId, 1, expires).done(),
            first -> {
              if (first.status() == 401) {
                prove(first, new Digest(user, secret), callId, expires, result);
              } else {
                result.complete(first.status());
              }
            }));
    return result;
  }

  private void prove(
      SipMessage challenge,
      Digest digest,
      String callId,
      int expires,
      CompletableFuture<Integer> result) {
    String asked = challenge.header("WWW-Authenticate");
    SipMessage proof =
        registration(digest.user(), callId, 2, expires)
            .with("Authorization", digest.answer(asked, "REGISTER", registrar(), token()))
            .done();
    transactions.send(proof, second -> result.complete(second.status()));
  }

  /** Calls a number. */
  public SipLeg call(Caller caller, String number, Voice voice) {
    SipLeg leg = SipLeg.outgoing(this, caller, number, voice);
    legs.put(leg.callId(), leg);
    return leg;
  }

  /** Where the phone is to be found. */
  public InetSocketAddress own() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Pulls the plug: calls in hand just fall silent. */
  @Override
  public void close() {
    lane.shutdownNow();
    socket.close();
    legs.values().forEach(SipLeg::silence);
  }

  InetSocketAddress server() {
    return server;
  }

  Transactions transactions() {
    return transactions;
  }

  ScheduledThreadPoolExecutor lane() {
    return lane;
  }

  RandomGenerator random() {
    return random;
  }

  void onLane(Runnable work) {
    try {
      lane.execute(work);
    } catch (RejectedExecutionException e) {
      // unplugged: a dead phone does nothing
    }
  }

  void forget(SipLeg leg) {
    legs.remove(leg.callId());
  }

  String token() {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  String via() {
    return "SIP/2.0/UDP " + address(own()) + ";rport;branch=z9hG4bK" + token();
  }

  String contact(String user) {
    return "<sip:" + user + "@" + address(own()) + ">";
  }

  static String address(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private String registrar() {
    return "sip:" + address(server);
  }

  private SipMessage.Draft registration(String user, String callId, int sequence, int expires) {
    String who = "<sip:" + user + "@" + address(server) + ">";
    return SipMessage.request("REGISTER", registrar())
        .with("Via", via())
        .with("Max-Forwards", "70")
        .with("From", who + ";tag=" + callId.substring(0, 8))
        .with("To", who)
        .with("Call-ID", callId)
        .with("CSeq", sequence + " REGISTER")
        .with("Contact", contact(user))
        .with("Expires", String.valueOf(expires));
  }

  private void transmit(SipMessage message) {
    byte[] bytes = message.format().getBytes(UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException e) {
      // as if the network had lost it: it is sent again until it is answered or given up
    }
  }

  private void receive() {
    byte[] buffer = new byte[LARGEST_PACKET];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed, or an ICMP error of a packet sent before
      }
      String text = new String(buffer, 0, packet.getLength(), UTF_8);
      if (!text.isBlank()) {
        onLane(() -> handle(SipMessage.parse(text)));
      }
    }
  }

  private void handle(SipMessage message) {
    if (message.isResponse()) {
      transactions.received(message);
      return;
    }
    SipLeg leg = legs.get(message.header("Call-ID"));
    if (message.method().equals("ACK")) {
      if (leg != null) {
        leg.acknowledged();
      }
    } else if (!transactions.repeated(message)) {
      if (leg != null) {
        leg.asked(message);
      } else {
        first(message);
      }
    }
  }

  private void first(SipMessage request) {
    switch (request.method()) {
      case "INVITE" -> {
        SipLeg leg = SipLeg.incoming(this, request);
        legs.put(leg.callId(), leg);
        // said at once, and again to a repeated INVITE, which else would look like a new offer
        transactions.respond(SipMessage.response(request, 100, "Trying").done());
        bell.accept(leg);
      }
      case "OPTIONS", "NOTIFY" ->
          transactions.respond(SipMessage.response(request, 200, "OK").done());
      default -> transactions.respond(SipMessage.response(request, 481, "No such call").done());
    }
  }
}
