package linekeeper.benchmark.phones;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One UDP socket for the signalling of many phones. */
final class Wire implements AutoCloseable {
  private static final int BUFFER = 4 << 20;
  private static final int LARGEST = 65_535;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final AtomicLong numbers = new AtomicLong(System.nanoTime());

  /** At this address, behind a port that is free. */
  Wire(String own, InetSocketAddress server) throws IOException {
    this(new InetSocketAddress(InetAddress.getByName(own), 0), server);
  }

  /** At this address and port. */
  Wire(InetSocketAddress own, InetSocketAddress server) throws IOException {
    this.server = server;
    this.socket = new DatagramSocket(own);
    socket.setReceiveBufferSize(BUFFER);
    socket.setSendBufferSize(BUFFER);
  }

  /** Begins to listen; the ear is called on one thread of the wire's own. */
  void listen(Consumer<Packet> ear) {
    Thread.ofPlatform().daemon().name("bench-phones").start(() -> receive(ear));
  }

  private void receive(Consumer<Packet> ear) {
    byte[] bytes = new byte[LARGEST];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        socket.receive(packet);
        String text = new String(bytes, 0, packet.getLength(), UTF_8);
        if (text.contains("\r\n\r\n")) {
          ear.accept(new Packet(text));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  void send(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException closed) {
      // the benchmark is over; what is still under way may end as it likes
    }
  }

  /** Host and port that others reach us at. */
  String own() {
    return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  String host() {
    return socket.getLocalAddress().getHostAddress();
  }

  InetSocketAddress server() {
    return server;
  }

  /** A token that no other request of this process has. */
  String token() {
    return Long.toString(numbers.incrementAndGet(), 36);
  }

  String via() {
    return "Via: SIP/2.0/UDP " + own() + ";branch=z9hG4bK" + token() + ";rport\r\n";
  }

  @Override
  public void close() {
    socket.close();
  }
}
