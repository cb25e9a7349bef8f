package linekeeper.live;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * Writes to one socket on its own virtual thread, one parcel at a time, so that a slow reader holds
 * up nobody but himself. There is no queue: while a parcel is under way the mirror keeps what is
 * newer.
 */
final class Outlet implements Runnable {
  private final WebSocketSession session;
  private final Runnable onFree;
  private final Thread thread;
  private volatile @Nullable Parcel parcel;
  private volatile boolean wanted;
  private volatile boolean ended;
  private long since;

  /**
   * Messages that go out together.
   *
   * @param close how the socket is closed after them, null where it stays open
   */
  record Parcel(List<WebSocketMessage<?>> messages, @Nullable CloseStatus close) {}

  /**
   * An outlet whose thread is not started yet.
   *
   * @param onFree called on the outlet's thread when it is free again and that was waited for
   */
  Outlet(WebSocketSession session, Runnable onFree) {
    this.session = session;
    this.onFree = onFree;
    this.thread = Thread.ofVirtual().name("live-" + session.getId()).unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Whether a parcel can be sent now; if not, {@code onFree} will be called. */
  boolean free() {
    if (parcel == null) {
      return true;
    }
    wanted = true;
    return parcel == null;
  }

  /** Since when the parcel under way is being written, by the monotonic clock. */
  long busySince() {
    return parcel == null ? Long.MAX_VALUE : since;
  }

  /** Sends; only where {@link #free}. */
  void send(Parcel next, long nanos) {
    wanted = false;
    since = nanos;
    parcel = next;
    LockSupport.unpark(thread);
  }

  /** Ends the thread; what is under way is not waited for. */
  void end() {
    ended = true;
    LockSupport.unpark(thread);
  }

  /** Closes the socket although a parcel may be stuck in it. */
  void abort(CloseStatus status) {
    end();
    Thread.ofVirtual().name("live-abort-" + session.getId()).start(() -> close(status));
  }

  @Override
  public void run() {
    while (!ended) {
      Parcel next = parcel;
      if (next == null) {
        LockSupport.park(this);
      } else if (!write(next)) {
        return;
      } else {
        parcel = null;
        if (wanted) {
          wanted = false;
          onFree.run();
        }
      }
    }
  }

  private boolean write(Parcel next) {
    try {
      for (WebSocketMessage<?> message : next.messages()) {
        session.sendMessage(message);
      }
    } catch (IOException | IllegalStateException e) {
      // the other end went away or is stuck; the container tells the door that the socket is closed
      close(CloseStatus.SESSION_NOT_RELIABLE);
      return false;
    }
    CloseStatus status = next.close();
    if (status == null) {
      return true;
    }
    close(status);
    return false;
  }

  private void close(CloseStatus status) {
    try {
      session.close(status);
    } catch (IOException | IllegalStateException e) {
      // closed already
    }
  }
}
