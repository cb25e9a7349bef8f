package linekeeper.platform.objects;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.store.SealedObjects;
import linekeeper.platform.status.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps anew, by the key that wraps now, what an older one wrapped. Objects stay as they are, so it
 * works under any lock; until it is done the older keys are needed, and its detail says how many.
 */
final class KeyRotation implements GoesRounds, Part {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int PAGE = 200;

  private final SealedObjects rows;
  private final WrappingKeys keys;
  private final InstantSource clock;
  private final boolean sealing;
  private final Rounds rounds = new Rounds("key-rotation", Duration.ofSeconds(1), this::round);
  private volatile SealedObjects.Tally tally = new SealedObjects.Tally(0, 0);
  private volatile String trouble = "";

  KeyRotation(SealedObjects rows, WrappingKeys keys, InstantSource clock, boolean sealing) {
    this.rows = rows;
    this.keys = keys;
    this.clock = clock;
    this.sealing = sealing;
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  Duration round() {
    List<SealedObjects.Row> others =
        keys.current().isEmpty() ? List.of() : rows.wrappedByOthers(keys.current(), PAGE);
    String failure = "";
    for (SealedObjects.Row row : others) {
      try {
        byte[] secret = keys.unwrap(row);
        rows.rewrap(
            row,
            keys.current(),
            keys.wrap(SealAlgorithm.valueOf(row.algorithm()), row.objectKey(), secret),
            clock.instant());
      } catch (ObjectStoreException e) {
        failure = String.valueOf(e.getMessage());
      }
    }
    if (!failure.isEmpty() && trouble.isEmpty()) {
      LOG.error("sealed recordings cannot be opened: {}", failure);
    }
    trouble = failure;
    tally = rows.tally(keys.current());
    return others.size() == PAGE && failure.isEmpty() ? Duration.ZERO : EVERY;
  }

  @Override
  public String name() {
    return "sealing";
  }

  @Override
  public State state() {
    return trouble.isEmpty() ? State.UP : State.DEGRADED;
  }

  @Override
  public String detail() {
    return "%s, key %s, %d sealed, %d of them by other keys%s"
        .formatted(
            sealing ? "on" : "off",
            keys.current().isEmpty() ? "none" : keys.current(),
            tally.all(),
            tally.others(),
            trouble.isEmpty() ? "" : ": " + trouble);
  }
}
