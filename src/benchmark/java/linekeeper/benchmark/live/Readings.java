package linekeeper.benchmark.live;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the screens of the several systems understand what they are told. */
public final class Readings {
  private Readings() {}

  /** Ours: the queue of the probes gets shorter by one with each. */
  public static Watchers.Reading ofQueue(int before) {
    return new Watchers.Reading() {
      private static final String PROBES = "\"subject\":\"queue:probe\"";
      private static final String OTHERS = "\"subject\":\"queue:service\"";
      private int waiting = before;
      private int others;

      @Override
      public int probes(String message) {
        waiting = waiting(message, PROBES, waiting);
        others = waiting(message, OTHERS, others);
        return before - waiting;
      }

      @Override
      public boolean settled() {
        return waiting == 0 && others == 0;
      }
    };
  }

  private static int waiting(String message, String subject, int known) {
    int at = message.lastIndexOf(subject);
    int field = at < 0 ? -1 : message.indexOf("\"waiting\":", at);
    if (field < 0) {
      return known;
    }
    int from = field + 10;
    int to = from;
    while (to < message.length() && Character.isDigit(message.charAt(to))) {
      to++;
    }
    return Integer.parseInt(message, from, to, 10);
  }

  /**
   * Theirs: one Hangup event for each call that ends; the same one told twice counts once. Probes
   * are told apart by the callers' numbers.
   *
   * @param probeCallers how the numbers of the probes' callers begin
   * @param hangups how many calls end in all, probes included
   */
  public static Watchers.Reading ofHangups(
      String probeCallers, java.util.function.IntSupplier hangups) {
    return new Watchers.Reading() {
      private final Set<String> all = new HashSet<>();
      private final Set<String> probes = new HashSet<>();

      @Override
      public int probes(String message) {
        if (message.contains(HANGUP)) {
          String id = field(UNIQUE, message);
          all.add(id);
          if (field(CALLER, message).startsWith(probeCallers)) {
            probes.add(id);
          }
        }
        return probes.size();
      }

      @Override
      public boolean settled() {
        return all.size() == hangups.getAsInt();
      }
    };
  }

  private static final String HANGUP = "\":\"Hangup\"";
  private static final Pattern UNIQUE = Pattern.compile("(?i)\"uniqueid\":\"([^\"]*)\"");
  private static final Pattern CALLER = Pattern.compile("(?i)\"calleridnum\":\"([^\"]*)\"");

  private static String field(Pattern pattern, String message) {
    Matcher found = pattern.matcher(message);
    return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
  }
}
