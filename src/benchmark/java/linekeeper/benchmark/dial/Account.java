package linekeeper.benchmark.dial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import linekeeper.benchmark.phones.Citizens;
import linekeeper.benchmark.phones.SeatPhones;

/**
 * The phones' own account: which citizen was rung, how often, and how long after he was due and the
 * seat that called him was free. A seat's phone shows whom it is to call by the last four digits of
 * his number; when he picks up, the seat talks for a while and hangs up.
 */
public final class Account implements SeatPhones.Ear, Citizens.Ear {
  private static final long LONG_AGO = Long.MIN_VALUE;
  private final LongSupplier clock;
  private final LongSupplier talk;
  private ObjLongConsumer<String> hangUp = (_, _) -> {};

  private final Map<String, String> seatOf = new HashMap<>();
  private final Map<String, Long> freeAt = new HashMap<>();
  private final Map<String, Long> freeFor = new HashMap<>();
  private final Map<String, Integer> rings = new HashMap<>();
  private final List<Double> lags = new ArrayList<>();
  private Map<String, Long> dues = Map.of();
  private boolean counting;
  private int counted;
  private int tried;

  /**
   * An empty account.
   *
   * @param clock in nanoseconds
   * @param talk how long the next conversation lasts, in nanoseconds
   */
  public Account(LongSupplier clock, LongSupplier talk) {
    this.clock = clock;
    this.talk = talk;
  }

  /** Has a seat's phone hang up after that long, by this. */
  public synchronized void hangingUpBy(ObjLongConsumer<String> phones) {
    this.hangUp = phones;
  }

  /** Begins anew; {@code due} says when each number is, where that is not long ago. */
  synchronized void begin(Map<String, Long> due) {
    dues = Map.copyOf(due);
    seatOf.clear();
    freeAt.clear();
    freeFor.clear();
    rings.clear();
    lags.clear();
    counted = 0;
    tried = 0;
    counting = false;
  }

  /** What is seen counts from now on. */
  synchronized void count() {
    counting = true;
  }

  /** What was counted counts, and nothing more. */
  synchronized Seen stop() {
    counting = false;
    return new Seen(counted, lags.stream().mapToDouble(it -> it).toArray());
  }

  /**
   * What was counted.
   *
   * @param rung citizens
   * @param lagMillis of those for whom it is known since when the seat had been free
   */
  // nobody compares these records
  @SuppressWarnings("ArrayRecordComponent")
  record Seen(int rung, double[] lagMillis) {}

  /** How many were rung since it began, counted or not. */
  synchronized int rung() {
    return rings.size();
  }

  /** How many were counted. */
  synchronized int counted() {
    return counted;
  }

  /** How often a seat's phone rang, since it began. */
  synchronized int tried() {
    return tried;
  }

  /** How often somebody was rung oftener than he was to be. */
  synchronized int twice(Map<String, Integer> wanted) {
    return rings.entrySet().stream()
        .mapToInt(it -> Math.max(0, it.getValue() - wanted.getOrDefault(it.getKey(), 0)))
        .sum();
  }

  @Override
  public void rings(String seat, long silentNanos) {}

  @Override
  public synchronized void called(String seat, String caller) {
    String whom = Due.last(caller);
    tried++;
    seatOf.put(whom, seat);
    Long free = freeAt.remove(seat);
    if (free == null) {
      freeFor.remove(whom);
    } else {
      freeFor.put(whom, free);
    }
  }

  @Override
  public synchronized void rings(String number) {
    long now = clock.getAsLong();
    rings.merge(number, 1, Integer::sum);
    Long free = freeFor.remove(Due.last(number));
    if (!counting) {
      return;
    }
    counted++;
    long since = free == null ? LONG_AGO : free;
    since = Math.max(since, dues.getOrDefault(number, LONG_AGO));
    if (since != LONG_AGO) {
      lags.add((now - since) / 1e6);
    }
  }

  @Override
  public synchronized void talks(String number) {
    String seat = seatOf.get(Due.last(number));
    if (seat != null) {
      hangUp.accept(seat, talk.getAsLong());
    }
  }

  @Override
  public synchronized void talked(String seat) {
    freeAt.put(seat, clock.getAsLong());
  }
}
