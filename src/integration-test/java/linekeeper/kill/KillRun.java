package linekeeper.kill;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import linekeeper.testing.Hotline;
import org.awaitility.Awaitility;

/**
 * Kills the application at random moments, real calls in every state around it, and asks at the end
 * whether anything was lost.
 */
public final class KillRun {
  private static final List<String> AGENTS = List.of("agent1", "agent2", "agent3", "agent4");
  private static final int CALL_EVERY_MILLIS = 1_200;
  private static final Duration LONGEST_END = Duration.ofMinutes(5);

  private final Hotline hotline;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /**
   * In this hotline, whose application must be killable.
   *
   * @param seed of the moments and of what people do; the switch and the machine have their own
   */
  public KillRun(Hotline hotline, long seed, Consumer<String> progress) {
    this.hotline = hotline;
    this.random = new SplittableRandom(seed);
    this.progress = progress;
  }

  /** Kills it so many times. */
  public Tally run(int kills) throws SQLException {
    Instant began = hotline.now();
    try (Robots robots = new Robots(hotline, random.split());
        Town town = new Town(hotline.installation().telephony(), random.split())) {
      AGENTS.forEach(robots::join);
      robots.takeCalls();
      town.wake(CALL_EVERY_MILLIS);
      long onLine = 0;
      for (int kill = 1; kill <= kills; kill++) {
        pause(4_000);
        robots.takeCalls();
        pause(3_000);
        onLine += town.onLine();
        hotline.kill(() -> pause(2_000));
        robots.again();
        progress.accept("kill " + kill + " of " + kills + ", on the line " + town.onLine());
      }
      town.settle();
      Books books = new Books(hotline, began);
      end(robots, town, books);
      return books.read(town, kills, onLine);
    }
  }

  /** Until everybody has hung up and nobody is owed a call that comes by itself. */
  private void end(Robots robots, Town town, Books books) {
    Awaitility.await("the town comes to rest")
        .atMost(LONGEST_END)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          robots.takeCalls();
          return town.onLine() == 0 && books.owed() == 0 && hotline.floor().calls().isEmpty();
        });
  }

  private void pause(int longestMillis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(longestMillis)));
  }
}
