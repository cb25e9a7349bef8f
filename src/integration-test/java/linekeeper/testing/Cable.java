package linekeeper.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The network between two programs, such as a browser and the application: a door of its own that
 * leads to the other's, and that a test can cut, clog and mend.
 */
public final class Cable implements AutoCloseable {
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private final ServerSocket door;
  private final int far;
  private final Set<Socket> plugged = ConcurrentHashMap.newKeySet();
  private final NavigableSet<Long> letThrough = new ConcurrentSkipListSet<>();
  private volatile boolean cut;
  private volatile boolean clogged;
  private volatile boolean trickles;
  private volatile Duration delay = Duration.ZERO;
  private volatile @Nullable String lastWords;
  private final AtomicInteger cutShort = new AtomicInteger();

  private Cable(int far) throws IOException {
    this.far = far;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::admit);
  }

  /** A cable to this address. */
  public static Cable to(URI far) {
    try {
      return new Cable(far.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the far end is reached through this cable. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Breaks every connection, and every further one. */
  public void cut() {
    cut = true;
    unplug();
  }

  /** Lets nothing through any more, in either direction, and tells nobody. */
  public void clog() {
    clogged = true;
  }

  /** Lets a byte a second through, in either direction. */
  public void trickle() {
    trickles = true;
  }

  /** Lets everything through late by so much, piece by piece. */
  public void slow(Duration late) {
    delay = late;
  }

  /** Loses each piece in which the far end says this, and the connection with it, until mended. */
  public void cutWhereItSays(String words) {
    lastWords = words;
  }

  /** How many connections were lost to what they said. */
  public int cutShort() {
    return cutShort.get();
  }

  /** Whole again; what came meanwhile is lost, and so are the connections it was meant for. */
  public void mend() {
    lastWords = null;
    delay = Duration.ZERO;
    if (clogged || trickles) {
      unplug();
    }
    trickles = false;
    clogged = false;
    cut = false;
  }

  /**
   * When the first connection after that moment was let through, by {@link System#nanoTime}; null
   * while none was.
   */
  public @Nullable Long firstAfter(long nanos) {
    return letThrough.higher(nanos);
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void admit() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        plugged.add(near);
        connect(near);
      } catch (IOException e) {
        plugged.removeIf(Socket::isClosed); // the door is closed
      }
    }
  }

  private void connect(Socket near) {
    if (cut) {
      unplug(near);
      return;
    }
    try {
      long accepted = System.nanoTime();
      Socket other = new Socket(InetAddress.getLoopbackAddress(), far);
      plugged.add(other);
      // what is sent goes on at once, as on a cable
      near.setTcpNoDelay(true);
      other.setTcpNoDelay(true);
      letThrough.add(accepted);
      Thread.ofVirtual().start(() -> carry(near, other, false));
      Thread.ofVirtual().start(() -> carry(other, near, true));
    } catch (IOException e) {
      unplug(near); // the far end is away: as if the cable were cut
    }
  }

  private void carry(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16_384];
    try {
      for (int n = 0; n >= 0; n = from.getInputStream().read(buffer)) {
        if (answers && isLast(new String(buffer, 0, n, ISO_8859_1))) {
          cutShort.incrementAndGet();
          break;
        }
        if (!clogged) {
          pass(buffer, n, to.getOutputStream());
        }
      }
    } catch (IOException e) {
      // one side has gone, and so goes the other
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    unplug(from);
    unplug(to);
  }

  private boolean isLast(String said) {
    String words = lastWords;
    return words != null && said.contains(words);
  }

  private void pass(byte[] buffer, int length, OutputStream out)
      throws IOException, InterruptedException {
    Thread.sleep(delay);
    int passed = 0;
    while (trickles && passed < length) {
      out.write(buffer, passed++, 1);
      Thread.sleep(A_SECOND);
    }
    out.write(buffer, passed, length - passed);
  }

  private void unplug() {
    plugged.forEach(this::unplug);
  }

  private void unplug(Socket socket) {
    plugged.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
