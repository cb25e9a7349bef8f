package linekeeper.kill;

import java.util.List;
import java.util.Map;

/**
 * What a run of kills came to.
 *
 * @param onLine calls that were on the line when the application was killed, all kills together
 * @param counts what is on record: calls, answered, lost, tasks, attempts, recordings; and the
 *     town's own account: placed, rung
 * @param breaches by law, what breaks it; every law is named, an empty list says that it held
 */
public record Tally(
    int kills, long onLine, Map<String, Integer> counts, Map<String, List<String>> breaches) {

  /** How often a law was broken. */
  public int broken(String law) {
    return breaches.getOrDefault(law, List.of("not looked at")).size();
  }
}
