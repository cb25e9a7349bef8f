package linekeeper.telephony.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of the ledger ({@code cel_custom.conf}), as far as anybody here needs it.
 *
 * @param event the kind of event; a user event's own name where it is one
 * @param leg the channel it happened to
 * @param linked the call it belongs to: its oldest channel
 * @param extra JSON that belongs to the kind of event
 */
record LedgerLine(
    Instant at,
    String event,
    String leg,
    String linked,
    String channel,
    String number,
    String dialled,
    String context,
    String application,
    String extra) {
  private static final int FIELDS = 14;
  private static final int MICROS = 6;

  /** Reads a line; nothing where it is none. */
  static Optional<LedgerLine> parse(String line) {
    List<String> fields = new ArrayList<>(FIELDS);
    if (!split(line, fields) || fields.size() != FIELDS) {
      return Optional.empty();
    }
    Optional<Instant> at = moment(fields.get(0));
    String own = fields.get(2);
    return at.map(moment ->
        new LedgerLine(
            moment,
            own.isEmpty() ? fields.get(1) : own,
            fields.get(3),
            fields.get(4),
            fields.get(5),
            fields.get(7),
            fields.get(8),
            fields.get(9),
            fields.get(10),
            fields.get(13)));
  }

  /** Every field stands in quotes; a quote inside is written twice. */
  private static boolean split(String line, List<String> fields) {
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) != '"') {
        return false;
      }
      StringBuilder field = new StringBuilder();
      int end = unquote(line, at + 1, field);
      boolean last = end == line.length();
      if (end < 0 || (!last && line.charAt(end) != ',')) {
        return false;
      }
      fields.add(field.toString());
      at = end + 1;
    }
    return true;
  }

  /** Where the field ends, after its quote; negative where it does not. */
  private static int unquote(String line, int from, StringBuilder field) {
    int begin = from;
    while (true) {
      int quote = line.indexOf('"', begin);
      if (quote < 0) {
        return -1;
      }
      field.append(line, begin, quote);
      if (quote + 1 == line.length() || line.charAt(quote + 1) != '"') {
        return quote + 1;
      }
      field.append('"');
      begin = quote + 2;
    }
  }

  /** Seconds and microseconds since 1970. */
  private static Optional<Instant> moment(String text) {
    int point = text.indexOf('.');
    if (point < 1 || text.length() != point + 1 + MICROS) {
      return Optional.empty();
    }
    try {
      long seconds = Long.parseLong(text.substring(0, point));
      long micros = Long.parseLong(text.substring(point + 1));
      return Optional.of(Instant.ofEpochSecond(seconds, micros * 1000));
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
