package linekeeper.telephony.desk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Sets that remember the latest and forget the oldest, so that nothing grows for ever. */
final class Bounded {
  private static final int REMEMBERED = 20_000;

  private Bounded() {}

  static <T> Set<T> set() {
    return Collections.newSetFromMap(map());
  }

  static <K, V> Map<K, V> map() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
