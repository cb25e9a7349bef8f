package linekeeper.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect;
import linekeeper.callback.model.CallbackEffect.Queue;
import linekeeper.callback.model.CallbackInput;
import linekeeper.callback.store.Attempt;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives what is due its place in the queue, the oldest loss first; the floor does the rest. No more
 * stand there than seats could call in the next moment, so that an outage's losses do not fill the
 * floor.
 */
@Component
final class Placing {
  private static final Logger LOG = LoggerFactory.getLogger(Placing.class);
  private static final int AT_ONCE = 100;
  private static final int PAGE = 200;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Callbacks callbacks;
  private final Rules rules;
  private final Ringer ringer;

  Placing(Callbacks callbacks, Rules rules, Ringer ringer) {
    this.callbacks = callbacks;
    this.rules = rules;
    this.ringer = ringer;
  }

  /** One round. */
  void round(Instant now) {
    int room = AT_ONCE - callbacks.queued();
    int made = callbacks.attemptsSince(now.minus(HOUR));
    List<Callback> page = room > 0 ? callbacks.due(now, null, PAGE) : List.of();
    while (!page.isEmpty()) {
      for (Callback task : page) {
        if (room > 0 && allowed(task, made) && place(task, now)) {
          room--;
          made++;
        }
      }
      boolean more = room > 0 && page.size() == PAGE;
      page = more ? callbacks.due(now, page.getLast(), PAGE) : List.of();
    }
  }

  private boolean allowed(Callback task, int made) {
    return rules.refuse(task.citizen(), made) == null;
  }

  /** Commits the attempt, and then asks the floor; where that is lost, the sweep asks again. */
  private boolean place(Callback task, Instant now) {
    return callbacks
        .dial(task.id(), null, now, rules.change(new CallbackInput.TakePlace()))
        .map(step -> {
          step.effects().forEach(it -> place(step.state(), it));
          return !step.effects().isEmpty();
        })
        .orElse(false);
  }

  private void place(Callback task, CallbackEffect effect) {
    if (effect instanceof Queue it) {
      callbacks.attempt(it.attempt()).ifPresent(attempt -> ask(task, attempt));
    }
  }

  private void ask(Callback task, Attempt attempt) {
    var _ =
        ringer
            .ring(task, attempt)
            .thenAccept(answer -> {
              Refusal refusal = answer.refusal();
              // a floor that is not open yet is asked again
              if (refusal != null && !refusal.code().endsWith(".unavailable")) {
                ringer.refused(attempt, refusal);
              }
            })
            .exceptionally(bug -> {
              LOG.error("attempt {} could not be placed", attempt.id(), bug);
              return null;
            });
  }
}
