package linekeeper.benchmark.phones;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * G.711 A-law for every call of one side, from one socket, fifty packets a second each or fewer.
 * What comes back is left to the kernel, which drops it.
 */
final class Media implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int SAMPLES = 160;

  private final DatagramSocket socket;
  private final Map<String, Stream> streams = new ConcurrentHashMap<>();
  private final long frame;
  private final Thread thread;

  private static final class Stream {
    private final InetSocketAddress to;
    private final byte[] bytes = new byte[HEADER + SAMPLES];
    private int number;

    Stream(InetSocketAddress to, int source) {
      this.to = to;
      java.util.Arrays.fill(bytes, HEADER, bytes.length, (byte) 0x55);
      ByteBuffer.wrap(bytes).put((byte) 0x80).put((byte) 8).position(8).putInt(source);
    }

    DatagramPacket next() {
      number++;
      ByteBuffer.wrap(bytes).position(2).putShort((short) number).putInt(number * SAMPLES);
      return new DatagramPacket(bytes, bytes.length, to);
    }
  }

  Media(String own, Voice voice) throws IOException {
    this.frame = voice.frame().toNanos();
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(own), 0));
    socket.setReceiveBufferSize(1);
    this.thread = Thread.ofPlatform().daemon().name("bench-media").start(this::run);
  }

  /** What we say of ourselves in a session description. */
  String description() {
    String host = socket.getLocalAddress().getHostAddress();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 " + host,
        "s=-",
        "c=IN IP4 " + host,
        "t=0 0",
        "m=audio " + socket.getLocalPort() + " RTP/AVP 8",
        "a=rtpmap:8 PCMA/8000",
        "a=ptime:20",
        "a=sendrecv",
        "");
  }

  void start(String call, @Nullable InetSocketAddress to) {
    if (to != null) {
      streams.put(call, new Stream(to, call.hashCode()));
    }
  }

  void stop(String call) {
    streams.remove(call);
  }

  private void run() {
    long next = System.nanoTime();
    while (!socket.isClosed()) {
      try {
        for (Stream stream : streams.values()) {
          socket.send(stream.next());
        }
      } catch (IOException gone) {
        // a port that was closed a moment ago
      }
      next += frame;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  @Override
  public void close() {
    socket.close();
    LockSupport.unpark(thread);
  }
}
