package linekeeper.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What may lie between us and a store: a wire that damages, cuts, or never answers. */
final class BadWire implements AutoCloseable {

  /** What happens to the bytes on their way to the store. */
  @FunctionalInterface
  interface Mishap {
    /** Returns how many bytes to pass on; fewer than given cuts the wire. */
    int befall(byte[] bytes, int count, long before);
  }

  /** Changes bodies, which say "harmless", and leaves the heads as they are. */
  static final Mishap DAMAGING =
      (bytes, count, before) -> {
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        byte[] worse = text.replace("harmless", "harmful!").getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(worse, 0, bytes, 0, count);
        return count;
      };

  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private BadWire(Handler handler) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(handler));
  }

  static Mishap cutAfter(long most) {
    return (bytes, count, before) -> (int) Math.min(count, Math.max(0, most - before));
  }

  /** The same for all connections together. */
  static Mishap cutAfterInAll(long most) {
    AtomicLong all = new AtomicLong();
    return (bytes, count, before) ->
        (int) Math.min(count, Math.max(0, most - all.getAndAdd(count)));
  }

  static BadWire to(int port, Mishap mishap) throws IOException {
    return new BadWire((wire, socket) -> {
      Socket store = new Socket(InetAddress.getLoopbackAddress(), port);
      wire.open.add(store);
      Thread.ofVirtual().start(() -> pump(store, socket, null));
      pump(socket, store, mishap);
    });
  }

  /** Cuts the wire after so many bytes of what the store says. */
  static BadWire cuttingAnswers(int port, long most) throws IOException {
    return new BadWire((wire, socket) -> {
      Socket store = new Socket(InetAddress.getLoopbackAddress(), port);
      wire.open.add(store);
      Thread.ofVirtual().start(() -> pump(store, socket, cutAfter(most)));
      pump(socket, store, null);
    });
  }

  /** Passes on what the store says a little at a time, with a pause before each. */
  static BadWire slow(int port, Duration pause, int most) throws IOException {
    return new BadWire((wire, socket) -> {
      Socket store = new Socket(InetAddress.getLoopbackAddress(), port);
      wire.open.add(store);
      Thread.ofVirtual().start(() -> drip(store, socket, pause, most));
      pump(socket, store, null);
    });
  }

  static BadWire answering(int status) throws IOException {
    return new BadWire((wire, socket) -> {
      InputStream in = socket.getInputStream();
      in.read(new byte[65_536]);
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.close();
    });
  }

  static BadWire silent() throws IOException {
    return new BadWire((wire, socket) -> {});
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept(Handler handler) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> handle(handler, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void handle(Handler handler, Socket socket) {
    try {
      handler.handle(this, socket);
    } catch (IOException gone) {
      close(socket);
    }
  }

  private static void drip(Socket from, Socket to, Duration pause, int most) {
    byte[] buffer = new byte[most];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        LockSupport.parkNanos(pause.toNanos());
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException gone) {
      close(to);
    }
  }

  private static void pump(Socket from, Socket to, @Nullable Mishap mishap) {
    byte[] buffer = new byte[65_536];
    long before = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int pass = mishap == null ? n : mishap.befall(buffer, n, before);
        out.write(buffer, 0, pass);
        out.flush();
        before += n;
        if (pass < n) {
          return;
        }
      }
    } catch (IOException gone) {
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // nothing is left to be closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(BadWire::close);
  }

  @FunctionalInterface
  private interface Handler {
    void handle(BadWire wire, Socket socket) throws IOException;
  }
}
