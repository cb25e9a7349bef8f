package linekeeper.benchmark.truth;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;

/**
 * Those on the line: callers who stay until they are told to leave, and the seats that talk with
 * some of them. The last four digits tell callers apart, also where numbers are masked.
 */
public final class People implements Callers.Ear, SeatPhones.Ear {
  private static final String FIRST_DIGITS = "1390013";
  private static final int NUMBERS = 10_000;
  private static final long APART_MILLIS = 40;

  private final Map<String, Callers.Call> calls = new ConcurrentHashMap<>();
  private final Map<Callers.Call, String> names = new ConcurrentHashMap<>();
  private final Map<String, String> talks = new ConcurrentHashMap<>();
  private int last;

  /** Has as many call as are missing. */
  void call(Callers callers, int wanted) throws InterruptedException {
    for (int missing = wanted - calls.size(); missing > 0; missing--) {
      String name = "%04d".formatted(last++ % NUMBERS);
      Callers.Call call = callers.dial(Rig.HOTLINE, FIRST_DIGITS + name, this);
      names.put(call, name);
      calls.put(name, call);
      Thread.sleep(APART_MILLIS);
    }
  }

  /** Has so many of those hang up who talk with nobody, and so many of those who talk. */
  void leave(Callers callers, int waiting, int talking) {
    Set<String> busy = new HashSet<>(talks.values());
    List<String> talkers = calls.keySet().stream().filter(busy::contains).toList();
    List<String> others = calls.keySet().stream().filter(it -> !busy.contains(it)).toList();
    Stream.concat(others.stream().limit(waiting), talkers.stream().limit(talking))
        .map(calls::get)
        .filter(Objects::nonNull)
        .forEach(callers::hangUp);
  }

  /** How many callers are on the line. */
  int calls() {
    return calls.size();
  }

  /** How many of them talk with a seat. */
  int talks() {
    return talks.size();
  }

  @Override
  public void ended(Callers.Call call, int status) {
    String name = names.remove(call);
    if (name != null) {
      calls.remove(name);
    }
  }

  @Override
  public void rings(String seat, long silentNanos) {}

  @Override
  public void called(String seat, String caller) {
    talks.put(seat, caller.substring(Math.max(0, caller.length() - 4)));
  }

  @Override
  public void talked(String seat) {
    talks.remove(seat);
  }

  @Override
  public void dropped(String seat) {
    talks.remove(seat);
  }
}
