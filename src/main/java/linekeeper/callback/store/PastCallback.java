package linekeeper.callback.store;

import java.util.List;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect.Promise;

/**
 * What was owed before, and what was done about it.
 *
 * @param attempts the last of them, the newest first
 * @param promises the last times that were promised, the newest first
 */
public record PastCallback(Callback task, List<Attempt> attempts, List<Promise> promises) {
  /** Copies the lists. */
  public PastCallback {
    attempts = List.copyOf(attempts);
    promises = List.copyOf(promises);
  }
}
