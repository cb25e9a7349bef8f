package linekeeper.cli.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call's audio: a packet of 20 ms of G.711 A-law every 20 ms, and everything that is heard,
 * kept up to five minutes.
 */
public final class AudioStream implements AutoCloseable {
  private static final int SAMPLES = 160;
  private static final int HEADER = 12;
  private static final int PCMA = 8;
  private static final int KEPT = 5 * 60 * 8000;
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long GAP = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SAMPLE = TimeUnit.SECONDS.toNanos(1) / 8000;
  private static final int SILENCE = 0xD5;

  private final DatagramSocket socket;
  private final Voice voice;
  private final RandomGenerator random;
  private final Keys keys = new Keys();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private volatile @Nullable InetSocketAddress to;
  private volatile boolean speaking = true;
  private volatile long packetsHeard;
  private long heardAt = System.nanoTime();

  AudioStream(InetAddress own, Voice voice, RandomGenerator random) throws SocketException {
    this.socket = new DatagramSocket(new InetSocketAddress(own, 0));
    this.voice = voice;
    this.random = random;
  }

  void start() {
    Thread.ofPlatform().daemon().name("phone-speaks").start(this::speak);
    Thread.ofPlatform().daemon().name("phone-hears").start(this::listen);
  }

  InetSocketAddress own() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  void sendTo(@Nullable InetSocketAddress address, boolean speak) {
    to = address;
    speaking = speak;
  }

  /** Presses a key of the phone. */
  public void press(char key) {
    keys.press(key);
  }

  /** How many packets were heard so far. */
  public long packetsHeard() {
    return packetsHeard;
  }

  /** All that was heard so far, silence included, linear, 8,000 samples a second. */
  public short[] heard() {
    synchronized (heard) {
      silence();
      return ALaw.decode(heard.toByteArray());
    }
  }

  /** The newest so many seconds of what was heard, or less where there is less. */
  public short[] heardLast(int seconds) {
    short[] all = heard();
    return Arrays.copyOfRange(all, Math.max(0, all.length - seconds * 8000), all.length);
  }

  private void speak() {
    ByteBuffer packet = ByteBuffer.allocate(HEADER + SAMPLES);
    int source = random.nextInt();
    long begun = System.nanoTime();
    for (long n = 0; !socket.isClosed(); n++) {
      long early = begun + n * INTERVAL - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      }
      InetSocketAddress address = to;
      if (address != null && speaking) {
        packet.clear();
        packet.put((byte) 0x80).put((byte) PCMA).putShort((short) n);
        packet.putInt((int) (n * SAMPLES)).putInt(source);
        int event = keys.fill(packet, SAMPLES);
        if (event == 0) {
          voice.fill(packet.array(), HEADER, n * SAMPLES);
        }
        send(new DatagramPacket(packet.array(), event == 0 ? HEADER + SAMPLES : event, address));
      }
    }
  }

  private void send(DatagramPacket packet) {
    try {
      socket.send(packet);
    } catch (IOException e) {
      // the far end closed its port, or we closed ours: the signalling tells what that means
      speaking = speaking && !socket.isClosed();
    }
  }

  private void listen() {
    byte[] buffer = new byte[2048];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed, or an ICMP error of a packet sent before
      }
      if (packet.getLength() > HEADER && (buffer[1] & 0x7F) == PCMA) {
        keep(buffer, packet.getLength());
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void keep(byte[] buffer, int length) {
    synchronized (heard) {
      silence();
      heardAt = System.nanoTime();
      if (heard.size() < KEPT) {
        heard.write(buffer, HEADER, length - HEADER);
      }
    }
    packetsHeard++;
  }

  /** Where nothing came for longer than packets may be late, nothing was to be heard. */
  private void silence() {
    long missing = System.nanoTime() - heardAt;
    if (missing > GAP) {
      heardAt += missing;
      for (long i = missing / SAMPLE; i > 0 && heard.size() < KEPT; i--) {
        heard.write(SILENCE);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
