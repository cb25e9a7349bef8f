package linekeeper.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as our doors give it.
 *
 * @param nextCursor what to ask with for more; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  /** All there is. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }
}
