package linekeeper.benchmark.custody;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.rig.Rig;
import org.jspecify.annotations.Nullable;

/** The application takes what lies in its spool into custody. */
public final class Ours implements Rounds.Subject, AutoCloseable {
  /** Its name in the report. */
  public static final String NAME = "linekeeper";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private final Rig rig;
  private final Load load;
  private final Spooled spooled;
  private final Deque<String> unheard = new ArrayDeque<>();
  private List<String> newest = List.of();

  /** That of this rig. */
  public Ours(Rig rig, Load load) {
    this.rig = rig;
    this.load = load;
    this.spooled = new Spooled(rig);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Double> run(int round) throws Exception {
    List<String> names = spooled.lay(load, "tape", round);
    double cpu = rig.ourMillis();
    long began = System.nanoTime();
    spooled.due(names);
    spooled.awaitStored(names, LONGEST);
    double seconds = (System.nanoTime() - began) / 1e9;
    unheard.addAll(names);
    newest = names;
    return load.figures(seconds, rig.ourMillis() - cpu);
  }

  /**
   * A recording in the store that nobody listened to yet, each only once; null where there is none.
   */
  @Nullable String unheard() {
    return unheard.poll();
  }

  /** The recordings of the last round. */
  List<String> newest() {
    return newest;
  }

  @Override
  public void close() {
    spooled.close();
  }
}
