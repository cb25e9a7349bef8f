package linekeeper.platform.lane;

import org.springframework.context.SmartLifecycle;

/** Goes its {@link Rounds} from the start of the application to its end. */
public interface GoesRounds extends SmartLifecycle {
  /** Which; the same ones each time. */
  Rounds rounds();

  @Override
  default void start() {
    rounds().start();
  }

  @Override
  default void stop() {
    rounds().stop();
  }

  @Override
  default boolean isRunning() {
    return rounds().running();
  }
}
