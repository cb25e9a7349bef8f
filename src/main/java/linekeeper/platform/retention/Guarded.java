package linekeeper.platform.retention;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store is to keep as we do, as it is on record. */
public interface Guarded {

  /**
   * Something in the store whose lock is to be seen to.
   *
   * @param key where it lies
   * @param keptUntil until when it is to be kept; null where that is not to be asked for any more
   * @param wanted which wish it is, counted from 1
   * @param lock as the store confirmed it last
   * @param held whether it is held, by what is on record
   */
  record Item(
      String id,
      String key,
      @Nullable Instant keptUntil,
      long wanted,
      StoreLock lock,
      boolean held) {}

  /**
   * Those to be seen to: what is wanted was changed, or nobody has looked since then.
   *
   * @param again what the store refused is tried again if that was before this
   * @param lookedBefore what was seen to before this is seen to again
   */
  List<Item> due(Instant again, Instant lookedBefore, int most);

  /** The store confirmed it. */
  void confirmed(Item item, StoreLock lock, Instant at);

  /** The store did not do it. */
  void refused(Item item, String why, Instant at);

  /** A round is over. */
  void looked();
}
