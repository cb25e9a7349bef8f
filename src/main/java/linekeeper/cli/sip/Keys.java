package linekeeper.cli.sip;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The keys of a phone, as telephone events in the place of its voice (RFC 4733): 200 ms a key, its
 * end told three times, and 100 ms of voice before the next.
 */
final class Keys {
  static final int EVENT = 101;
  private static final String NAMES = "0123456789*#ABCD";
  private static final int PACKETS = 10;
  private static final int ENDS = 3;
  private static final int PAUSE = 5;
  private static final int LOUDNESS = 10;
  private static final int END = 0x80;
  private static final int MARKER = 0x80;

  private final Queue<Integer> pressed = new ConcurrentLinkedQueue<>();
  private int packet = PACKETS + ENDS + PAUSE;
  private int event;
  private int begun;

  /** Presses a key; from any thread. */
  void press(char key) {
    int number = NAMES.indexOf(key);
    if (number < 0) {
      throw new IllegalArgumentException("no such key: " + key);
    }
    pressed.add(number);
  }

  /**
   * Fills a packet that would bear voice, sequence number and source already in it, with an event
   * where one is due; returns its length, or 0 where it is the voice's turn.
   */
  int fill(ByteBuffer voice, int samples) {
    if (packet >= PACKETS + ENDS + PAUSE) {
      Integer next = pressed.poll();
      if (next == null) {
        return 0;
      }
      event = next;
      begun = voice.getInt(4);
      packet = 0;
    }
    int now = packet++;
    if (now >= PACKETS + ENDS) {
      return 0;
    }
    int lasted = samples * Math.min(now + 1, PACKETS);
    voice.put(1, (byte) (now == 0 ? EVENT | MARKER : EVENT));
    voice.putInt(4, begun);
    voice.put(12, (byte) event);
    voice.put(13, (byte) (now >= PACKETS ? END | LOUDNESS : LOUDNESS));
    voice.putShort(14, (short) lasted);
    return 16;
  }
}
