package linekeeper.callback.web;

import java.time.Instant;
import java.util.Map;
import linekeeper.callback.store.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What became of the callers lost in a period (domain 3.6, K-08 and K-09), by the moment of their
 * first loss.
 *
 * @param lost lost requests
 * @param tasks tasks that they make, merged by caller
 * @param excluded tasks for which no call is owed, by reason; not in the denominators
 * @param open tasks without an outcome yet: they stay in the denominators
 * @param callbackRate 回拨率 (K-08)
 * @param inTimeRate 回拨及时率 (K-09)
 * @param connectedRate 回拨接通率 (K-09)
 * @param recoveredRate 找回率 (K-09)
 */
record FiguresView(
    Instant from,
    Instant to,
    int lost,
    int tasks,
    Map<String, Integer> excluded,
    int open,
    Rate callbackRate,
    Rate inTimeRate,
    Rate connectedRate,
    Rate recoveredRate) {

  /** A rate with what it is made of; null where there is nothing to divide by. */
  record Rate(@Nullable Double value, int numerator, int denominator) {
    static Rate of(int numerator, int denominator) {
      return new Rate(
          denominator == 0 ? null : (double) numerator / denominator, numerator, denominator);
    }
  }

  static FiguresView of(Instant from, Instant to, Ledger.Counts it) {
    int excluded = it.excluded().values().stream().mapToInt(Integer::intValue).sum();
    return new FiguresView(
        from,
        to,
        it.lost(),
        it.eligible() + excluded,
        it.excluded(),
        it.open(),
        Rate.of(it.tried(), it.eligible()),
        Rate.of(it.inTime(), it.eligible()),
        Rate.of(it.connected(), it.attempted()),
        Rate.of(it.connected() + it.recalled(), it.eligible()));
  }
}
