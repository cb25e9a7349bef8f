package linekeeper.callback.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import linekeeper.call.Fences;
import linekeeper.callback.store.Callbacks;
import linekeeper.kernel.AttemptId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Clears away what the switch's fence remembers of attempts that are long over, a few at a time.
 * One that may be told again is never among them: it was begun, has its outcome, and has had it for
 * longer than anything is on its way. What is lost between dropping and noting that is done again.
 */
@Component
final class Pruning {
  private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
  private static final int AT_ONCE = 50;

  private final Callbacks callbacks;
  private final Fences fences;
  private final Duration keep;

  Pruning(Callbacks callbacks, Fences fences, CallbackProperties properties) {
    this.callbacks = callbacks;
    this.fences = fences;
    this.keep = properties.fenceKept();
  }

  /** One round; ends with the first that the switch does not drop. */
  void round(Instant now) {
    for (AttemptId attempt : callbacks.fenced(now.minus(keep), AT_ONCE)) {
      if (!dropped(attempt)) {
        return;
      }
      callbacks.unfenced(attempt);
    }
  }

  private boolean dropped(AttemptId attempt) {
    try {
      fences.drop(attempt).toCompletableFuture().join();
      return true;
    } catch (CompletionException failure) {
      LOG.debug("attempt {} stays behind the fence for now", attempt, failure);
      return false;
    }
  }
}
