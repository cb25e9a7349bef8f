package linekeeper.call;

import java.util.concurrent.CompletionStage;
import linekeeper.kernel.AttemptId;

/** What the switch remembers of attempts, so that each rings a citizen once. */
@FunctionalInterface
public interface Fences {

  /**
   * Drops the memory of an attempt that nobody will tell again. Completes when it is dropped,
   * exceptionally where the switch did not do it; then it may be asked again.
   */
  CompletionStage<Void> drop(AttemptId attempt);
}
