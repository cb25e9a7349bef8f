package linekeeper.kill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linekeeper.call.event.LossType;
import linekeeper.testing.Hotline;
import linekeeper.testing.Waits;

/**
 * Reads what the application put on record, straight from its database, and holds it against the
 * town's own account and against the switch's ledger.
 */
final class Books {
  static final String FORGOTTEN = "calls placed and not on record as often";
  static final String NEITHER =
      "calls on record neither answered nor lost, or both, or without end";
  static final String NO_TASK = "callers lost without a task";
  static final String TWICE = "citizens rung twice for one attempt";
  static final String NO_OUTCOME = "attempts without an outcome";
  static final String NO_RECORDING = "recordings lost";
  static final String NO_AUDIO = "talks without audio and without a reason";
  static final String DIFFERENT = "differences from the switch's own ledger";

  private static final int NATIONAL = 11;

  /** The ways to be lost that make somebody be owed a call. */
  private static final String REQUESTS =
      Stream.of(LossType.values())
          .filter(LossType::request)
          .map(it -> "'" + it + "'")
          .collect(Collectors.joining(", "));

  private final Hotline hotline;
  private final Instant began;
  private final Map<String, List<String>> breaches = new LinkedHashMap<>();

  Books(Hotline hotline, Instant began) {
    this.hotline = hotline;
    this.began = began;
  }

  /** How many callbacks that come by themselves, or attempts at any, are not over. */
  int owed() {
    return number(
        """
        select count(*) from callback_task where not closed and first_lost_at >= ?
          and (line = 'selfdialling' or attempt is not null)
        """);
  }

  /** Waits until everything has settled, and asks every law. */
  Tally read(Town town, int kills, long onLine) throws SQLException {
    Waits.until("every recording is stored", () -> unstored().isEmpty(), this::unstored);
    Waits.until("every loss has a task", () -> withoutTask().isEmpty(), this::withoutTask);
    law(FORGOTTEN, forgotten(town));
    law(
        NEITHER,
        names(
            """
            select id from calls where direction = 'IN' and arrived_at >= ?
              and (ended_at is null or (answered_at is null) = (loss_type is null)
                and loss_type is distinct from 'ZERO_TALK')
            """));
    law(NO_TASK, withoutTask());
    law(TWICE, rungTwice(town));
    law(
        NO_OUTCOME,
        names(
            """
            select id from callback_attempt where intended_at >= ?
              and (ended_at is null or outcome is null)
            """));
    law(NO_RECORDING, unrecorded());
    List<String> differences = new ArrayList<>();
    hotline.settled(began).path("differences").forEach(it -> differences.add(it.toString()));
    law(DIFFERENT, differences);
    law(NO_AUDIO, hotline.unaccounted(began));
    return new Tally(kills, onLine, counts(town), breaches);
  }

  private void law(String name, List<String> broken) {
    breaches.put(name, broken);
  }

  private List<String> forgotten(Town town) throws SQLException {
    Map<String, Integer> onRecord =
        perNumber(
            """
            select caller, count(*) from calls where direction = 'IN' and arrived_at >= ?
            group by caller
            """);
    List<String> differ = new ArrayList<>();
    town.placed()
        .forEach((number, times) -> {
          int found = onRecord.getOrDefault(number, 0);
          if (found != times) {
            differ.add(number + " called " + times + " times, on record " + found);
          }
        });
    return differ;
  }

  private List<String> withoutTask() {
    return names(
        """
        select id || ' ' || loss_type from calls where direction = 'IN' and arrived_at >= ?
          and loss_type in (%s)
          and not exists (select from callback_loss where callback_loss.call = calls.id)
        """
            .formatted(REQUESTS));
  }

  private List<String> rungTwice(Town town) throws SQLException {
    Map<String, Integer> attempts =
        perNumber(
            """
            select citizen, count(*) from callback_attempt join callback_task
              on callback_task.id = callback_attempt.callback where intended_at >= ?
            group by citizen
            """);
    List<String> twice = new ArrayList<>();
    Map<String, Integer> rung = new HashMap<>();
    town.rung().forEach((number, times) -> rung.merge(national(number), times, Integer::sum));
    rung.forEach((number, times) -> {
      int made = attempts.getOrDefault(number, 0);
      if (times > made) {
        twice.add(number + " was rung " + times + " times for " + made + " attempts");
      }
    });
    return twice;
  }

  private List<String> unstored() {
    return names(
        """
        select id || ' ' || state from recording where started_at >= ?
          and state not in ('STORED', 'LINKED', 'MISSING', 'UNHEARD')
        """);
  }

  /** Whoever talked for a second or longer has a recording in the store. */
  private List<String> unrecorded() {
    return names(
        """
        select id from calls where arrived_at >= ? and answered_at is not null
          and talk_millis >= 1000 and not exists
          (select from recording where call = calls.id and state in ('STORED', 'LINKED'))
        """);
  }

  private Map<String, Integer> counts(Town town) {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("placed", sum(town.placed()));
    counts.put("rung", sum(town.rung()));
    counts.put("calls", number("select count(*) from calls where arrived_at >= ?"));
    String inbound = "select count(*) from calls where direction = 'IN' and arrived_at >= ? and ";
    counts.put("answered", number(inbound + "answered_at is not null"));
    counts.put("lost", number(inbound + "loss_type is not null"));
    counts.put("tasks", number("select count(*) from callback_task where first_lost_at >= ?"));
    counts.put("attempts", number("select count(*) from callback_attempt where intended_at >= ?"));
    counts.put("recordings", number("select count(*) from recording where started_at >= ?"));
    return counts;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private Map<String, Integer> perNumber(String query) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counts.merge(national(rows.getString(1)), rows.getInt(2), Integer::sum);
      }
    }
    return counts;
  }

  private List<String> names(String query) {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, query);
        ResultSet rows = statement.executeQuery()) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int number(String query) {
    return Integer.parseInt(names(query).getFirst());
  }

  private PreparedStatement prepare(Connection connection, String query) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    statement.setTimestamp(1, Timestamp.from(began));
    return statement;
  }

  private Connection connect() throws SQLException {
    return hotline.installation().readDatabase();
  }

  /** A number's own digits, whatever stands before them. */
  private static String national(String number) {
    return number.substring(Math.max(0, number.length() - NATIONAL));
  }
}
