package linekeeper.benchmark.truth;

import linekeeper.benchmark.live.Watchers;

/**
 * An agent's screen, read by searching since there are many: it shows the truth when the link is up
 * and no more wait than do.
 */
final class SeatReading implements Watchers.Reading {
  private static final String UNKNOWN = "";
  private final Goal goal;
  private String link = UNKNOWN;
  private int waiting = Integer.MAX_VALUE;
  private int reached;

  SeatReading(Goal goal) {
    this.goal = goal;
  }

  @Override
  public int probes(String message) {
    link = field(message, "\"subject\":\"floor\"", "\"link\":\"", link);
    String count = field(message, "\"subject\":\"queue:service\"", "\"waiting\":", UNKNOWN);
    waiting = count.isEmpty() ? waiting : Integer.parseInt(count);
    Goal.Truth truth = goal.now();
    // a snapshot counts from its marker on
    boolean whole = !message.startsWith("{\"t\":\"snapshot\"");
    if (whole && link.equals("UP") && waiting <= truth.waiting()) {
      reached = truth.number();
    }
    return reached;
  }

  /** A field's value in the last view of this subject, or what is known of it already. */
  private static String field(String message, String subject, String field, String known) {
    int at = message.lastIndexOf(subject);
    int from = at < 0 ? -1 : message.indexOf(field, at);
    if (from < 0) {
      return known;
    }
    int begin = from + field.length();
    int end = begin;
    while (end < message.length() && Character.isLetterOrDigit(message.charAt(end))) {
      end++;
    }
    return message.substring(begin, end);
  }

  @Override
  public boolean settled() {
    return reached == goal.now().number();
  }
}
