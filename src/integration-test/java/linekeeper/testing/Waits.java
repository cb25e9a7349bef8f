package linekeeper.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** How long tests wait for what must come. */
public final class Waits {
  /**
   * Long: a machine may lose its processors to others for many seconds, and nothing hangs on it.
   */
  static final int LONGEST = 30;

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(LONGEST));
  }

  private Waits() {}

  /** Does something while the test goes on, on a thread of its own: it may block for long. */
  public static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | AssertionError e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** What a stage completes with. */
  public static <T> T soon(CompletionStage<T> stage, String what) {
    try {
      return stage.toCompletableFuture().get(LONGEST, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + ": not within " + LONGEST + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what, e);
    }
  }

  /** Waits until something holds; {@code otherwise} says what was there instead. */
  public static void until(String what, Supplier<Boolean> holds, Supplier<?> otherwise) {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(LONGEST))
          .pollInterval(Duration.ofMillis(50))
          .until(holds::get);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(what + ": not within " + LONGEST + " s; " + otherwise.get(), e);
    }
  }
}
