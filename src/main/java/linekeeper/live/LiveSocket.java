package linekeeper.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.access.Standing.Pass;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/** One socket: who is there, what was told, what is under way. Used by the fan-out's thread. */
final class LiveSocket {
  private final Who who;
  private final Pass pass;
  private final Outlet outlet;
  private final Subscription subscription;
  private final List<WebSocketMessage<?>> small = new ArrayList<>();
  private volatile long heardAt;
  private volatile boolean resyncAsked;
  private long beatAt;
  private @Nullable Farewell farewell;

  LiveSocket(Who who, Pass pass, Outlet outlet, long nanos) {
    this.who = who;
    this.pass = pass;
    this.outlet = outlet;
    this.subscription = new Subscription(who);
    this.heardAt = nanos;
    this.beatAt = nanos;
  }

  Who who() {
    return who;
  }

  Pass pass() {
    return pass;
  }

  Outlet outlet() {
    return outlet;
  }

  /** A sign of life; from any thread. */
  void heard(long nanos) {
    heardAt = nanos;
  }

  long heardAt() {
    return heardAt;
  }

  /** The client asked for the whole state; from any thread. Granted with the next tick. */
  void askResync() {
    resyncAsked = true;
  }

  /** Grants what was asked for. */
  boolean grantResync() {
    if (!resyncAsked) {
      return false;
    }
    resyncAsked = false;
    subscription.oweSnapshot();
    return true;
  }

  /** Something small that goes out before the next state. */
  void say(String frame) {
    small.add(new TextMessage(frame));
  }

  /** A beat, where it is time for one: a message for programs, a ping for libraries. */
  void beat(long nanos, long every, Instant at) {
    if (nanos - beatAt >= every && small.isEmpty()) {
      beatAt = nanos;
      small.add(new TextMessage(Frames.beat(subscription.told(), at)));
      small.add(new PingMessage());
    }
  }

  /** The socket is told why, and closed. */
  void end(Farewell why) {
    farewell = why;
  }

  boolean ending() {
    return farewell != null;
  }

  /** Sends what is to be said, if the socket can take it. */
  void pump(@Nullable Mirror mirror, Subscription.Round round, long nanos) {
    if (!outlet.free()) {
      return;
    }
    List<WebSocketMessage<?>> messages = new ArrayList<>(small);
    small.clear();
    if (farewell != null) {
      messages.add(new TextMessage(Frames.bye(farewell)));
      outlet.send(new Outlet.Parcel(messages, farewell.closeStatus()), nanos);
      return;
    }
    if (mirror != null) {
      subscription.next(mirror, round).forEach(frame -> messages.add(new TextMessage(frame)));
    }
    if (!messages.isEmpty()) {
      outlet.send(new Outlet.Parcel(messages, null), nanos);
    }
  }
}
