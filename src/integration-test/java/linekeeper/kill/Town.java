package linekeeper.kill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import linekeeper.testing.Installation;
import linekeeper.testing.PrivateSwitch;

/**
 * Citizens who call the hotline, each with his own patience, some of them again; and whose phones
 * ring when they are called back. It keeps its own account of both.
 */
final class Town implements AutoCloseable {
  private static final String CARRIER = "127.0.0.2";
  private static final int TONE = 440;
  private static final int MOST_CITIZENS = 10_000;
  private static final double AGAIN = 0.1;
  private static final double SELF_DIALLING = 0.6;

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final RandomGenerator random;
  private final SipPhone calling;
  private final SipPhone called;
  private final List<String> numbers = new ArrayList<>();
  private final List<SipLeg> legs = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> placed = new ConcurrentHashMap<>();
  private final Map<String, Integer> rung = new ConcurrentHashMap<>();
  private volatile boolean quiet;

  Town(PrivateSwitch telephony, RandomGenerator random) {
    this.random = random;
    try {
      calling =
          new SipPhone(
              InetAddress.getByName(CARRIER), telephony.sip(), it -> it.reject(486, "Busy Here"));
      InetSocketAddress carrier = telephony.carrier();
      called = new SipPhone(carrier, telephony.sip(), this::ring);
    } catch (SocketException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on somebody calls every so many milliseconds, more or less. */
  void wake(int everyMillis) {
    clock.execute(() -> next(everyMillis));
  }

  /** Nobody calls any more; who is on the line stays there. */
  void settle() {
    quiet = true;
  }

  /** How many calls are not over. */
  long onLine() {
    return legs.stream().filter(it -> !it.over()).count();
  }

  /** How often each number has called. */
  Map<String, Integer> placed() {
    return new HashMap<>(placed);
  }

  /** How often each number's phone was rung. */
  Map<String, Integer> rung() {
    return new HashMap<>(rung);
  }

  private void next(int everyMillis) {
    if (quiet) {
      return;
    }
    call();
    var _ =
        clock.schedule(
            () -> next(everyMillis),
            random.nextLong(everyMillis / 2, everyMillis * 3L / 2),
            MILLISECONDS);
  }

  private void call() {
    boolean again = !numbers.isEmpty() && random.nextDouble() < AGAIN;
    String number = again ? numbers.get(random.nextInt(numbers.size())) : fresh(numbers.size());
    if (!again) {
      numbers.add(number);
    }
    String line = random.nextDouble() < SELF_DIALLING ? Installation.SELF_DIALLING : "12345";
    placed.merge(number, 1, Integer::sum);
    SipLeg leg = calling.call(Caller.number(number), line, Voice.tone(TONE));
    // each keeps what it heard: in two hundred kills that is more than there is room for
    legs.removeIf(SipLeg::over);
    legs.add(leg);
    var _ = clock.schedule(leg::hangUp, random.nextLong(500, 15_000), MILLISECONDS);
  }

  private static String fresh(int citizen) {
    if (citizen >= MOST_CITIZENS) {
      throw new IllegalStateException("the town has no more citizens");
    }
    return "1380017%04d".formatted(citizen);
  }

  private void ring(SipLeg leg) {
    rung.merge(leg.called(), 1, Integer::sum);
    leg.ring();
    clock.execute(() -> decide(leg));
  }

  /** Six of ten pick up, two are busy, two do not hear it. */
  private void decide(SipLeg leg) {
    double mood = random.nextDouble();
    long after = random.nextLong(100, 1_500);
    if (mood < 0.6) {
      var _ = clock.schedule(() -> leg.answer(Voice.tone(TONE)), after, MILLISECONDS);
      var _ = clock.schedule(leg::hangUp, after + random.nextLong(1_000, 6_000), MILLISECONDS);
    } else if (mood < 0.8) {
      var _ = clock.schedule(() -> leg.reject(486, "Busy Here"), after, MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    calling.close();
    called.close();
  }
}
