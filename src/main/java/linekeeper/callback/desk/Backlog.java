package linekeeper.callback.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import linekeeper.call.watch.BacklogWatch;
import linekeeper.call.watch.FloorView.BacklogView;
import linekeeper.call.watch.FloorView.HandedView;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.store.Callbacks;
import linekeeper.callback.store.Ledger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Shows what is owed to everybody who watches, and says so before a due time is missed: in the live
 * view, in the figures, and in the log.
 */
@Component
final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  /** What only time changes is looked at so often. */
  private static final Duration ANYWAY = Duration.ofSeconds(5);

  private static final BacklogView NOTHING =
      new BacklogView(0, 0, 0, 0, 0, 0, null, null, null, null, null, null, "");

  /** More than agents are there to be given something. */
  private static final int MOST_HANDED = 500;

  private final Ledger ledger;
  private final Callbacks callbacks;
  private final Rules rules;
  private final ObjectProvider<BacklogWatch> watches;
  private final Counter atRisk;
  private volatile BacklogView shown = NOTHING;
  private List<HandedView> handed = List.of();
  private Instant lookedAt = Instant.MIN;

  Backlog(
      Ledger ledger,
      Callbacks callbacks,
      Rules rules,
      ObjectProvider<BacklogWatch> watches,
      MeterRegistry registry) {
    this.ledger = ledger;
    this.callbacks = callbacks;
    this.rules = rules;
    this.watches = watches;
    this.atRisk =
        Counter.builder("linekeeper.callback.at.risk")
            .description("callbacks whose due time came near without an attempt")
            .register(registry);
    Gauge.builder("linekeeper.callback.open", this, it -> it.shown.open()).register(registry);
    Gauge.builder("linekeeper.callback.due.soon", this, it -> it.shown.dueSoon())
        .register(registry);
    Gauge.builder("linekeeper.callback.overdue", this, it -> it.shown.overdue()).register(registry);
  }

  /** One round; of one thread. */
  void round(Instant now) {
    String revision = ledger.revision();
    boolean due = !now.isBefore(lookedAt.plus(ANYWAY)) || now.isBefore(lookedAt);
    if (!due && revision.equals(shown.revision())) {
      return;
    }
    lookedAt = now;
    warn(now);
    BacklogView view = view(now, revision);
    if (!view.equals(shown)) {
      shown = view;
      watches.orderedStream().forEach(it -> it.changed(view));
    }
    List<HandedView> given = callbacks.handed(MOST_HANDED).stream().map(Backlog::view).toList();
    if (!given.equals(handed)) {
      handed = given;
      watches.orderedStream().forEach(it -> it.handed(given));
    }
  }

  private static HandedView view(Callback task) {
    Phase.Assigned given = (Phase.Assigned) task.phase();
    return new HandedView(
        task.id().value(),
        given.agent().value(),
        String.valueOf(given.by()),
        task.citizen().masked(),
        task.line().value(),
        given.since(),
        task.dueAt());
  }

  private void warn(Instant now) {
    int more = ledger.warn(now);
    if (more > 0) {
      atRisk.increment(more);
      LOG.warn("{} callbacks are due within minutes and nobody has called yet", more);
    }
  }

  private BacklogView view(Instant now, String revision) {
    Ledger.Backlog backlog = ledger.backlog(now);
    Instant midnight =
        LocalDate.ofInstant(now, rules.zone()).atStartOfDay(rules.zone()).toInstant();
    Ledger.Counts counts = ledger.counts(midnight, now);
    return new BacklogView(
        backlog.open(),
        backlog.pending(),
        backlog.inHand(),
        backlog.waiting(),
        backlog.dueSoon(),
        backlog.overdue(),
        backlog.oldestLostAt(),
        backlog.nextDueAt(),
        rate(counts.tried(), counts.eligible()),
        rate(counts.inTime(), counts.eligible()),
        rate(counts.connected(), counts.attempted()),
        rate(counts.connected() + counts.recalled(), counts.eligible()),
        revision);
  }

  private static @Nullable Double rate(int part, int whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
