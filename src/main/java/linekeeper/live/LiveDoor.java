package linekeeper.live;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import linekeeper.access.Standing.Pass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The server's end of {@code /live}. Whoever gets here was let in by {@link LiveGate}. Promises
 * that nothing a client sends harms anybody but himself.
 */
final class LiveDoor extends AbstractWebSocketHandler {
  /** The longest message a client may send, in bytes. */
  static final int LONGEST = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(LiveDoor.class);

  private final Fanout fanout;
  private final LiveProperties properties;
  private final InstantSource clock;
  private final String epoch = UUID.randomUUID().toString();
  private final Map<String, Guest> guests = new ConcurrentHashMap<>();

  private record Guest(LiveSocket socket, Allowance allowance) {
    boolean isOf(Who who) {
      return socket.who().name().equals(who.name());
    }
  }

  LiveDoor(Fanout fanout, LiveProperties properties, InstantSource clock) {
    this.fanout = fanout;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session.setTextMessageSizeLimit(LONGEST);
    session.setBinaryMessageSizeLimit(LONGEST);
    Who who = (Who) Objects.requireNonNull(session.getAttributes().get(LiveGate.WHO));
    Pass pass = (Pass) Objects.requireNonNull(session.getAttributes().get(LiveGate.PASS));
    long now = System.nanoTime();
    Outlet outlet = new Outlet(session, () -> fanout.tell(() -> {}));
    LiveSocket socket = new LiveSocket(who, pass, outlet, now);
    socket.say(Frames.hello(epoch, clock.instant(), who, properties.beat().toMillis()));
    boolean full = full(who);
    guests.put(
        session.getId(), new Guest(socket, new Allowance(properties.framesPerSecond(), now)));
    outlet.start();
    fanout.admit(socket);
    if (full) {
      fanout.end(socket, Farewell.TOO_MANY);
    }
  }

  private boolean full(Who who) {
    long own = guests.values().stream().filter(guest -> guest.isOf(who)).count();
    return guests.size() >= properties.sockets() || own >= properties.socketsPerUser();
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    Guest guest = guests.get(session.getId());
    if (guest == null || !heard(guest)) {
      return;
    }
    LiveSocket socket = guest.socket();
    switch (ClientMessage.read(message.getPayload())) {
      case PING -> fanout.tell(() -> socket.say(Frames.pong(clock.instant())));
      case RESYNC -> socket.askResync();
      case UNKNOWN -> fanout.end(socket, Farewell.UNKNOWN);
      case MALFORMED -> fanout.end(socket, Farewell.MALFORMED);
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    Guest guest = guests.get(session.getId());
    if (guest != null) {
      fanout.end(guest.socket(), Farewell.NOT_TEXT);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    Guest guest = guests.get(session.getId());
    if (guest != null) {
      heard(guest);
    }
  }

  /** Notes the sign of life, unless there were too many. */
  private boolean heard(Guest guest) {
    long now = System.nanoTime();
    if (!guest.allowance().take(now)) {
      fanout.end(guest.socket(), Farewell.FLOOD);
      return false;
    }
    guest.socket().heard(now);
    return true;
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable exception) {
    LOG.debug("live: socket {}: {}", session.getId(), exception.toString());
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Guest guest = guests.remove(session.getId());
    if (guest != null) {
      fanout.forget(guest.socket());
    }
  }
}
