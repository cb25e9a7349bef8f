package linekeeper.platform.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file was asked for (RFC 9110, 14.2). One range is served; a request for several,
 * or one that makes no sense, may be answered with the whole, and is.
 */
public sealed interface ByteRange {

  /** Everything. */
  record Whole() implements ByteRange {}

  /** A part, both ends included. */
  record Part(long first, long last) implements ByteRange {
    /** How many bytes. */
    public long length() {
      return last - first + 1;
    }
  }

  /** Asked for nothing that is there. */
  record Unsatisfiable() implements ByteRange {}

  /** Reads a {@code Range} header for a file of this size. */
  static ByteRange of(@Nullable String header, long size) {
    Matcher matcher = header == null ? null : Syntax.ONE.matcher(header.trim());
    if (matcher == null || !matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Syntax.number(last), size);
    }
    long from = Syntax.number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Syntax.number(last);
    if (to < from) {
      return new Whole();
    }
    return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1));
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 || size == 0
        ? new Unsatisfiable()
        : new Part(Math.max(0, size - length), size - 1);
  }

  /** How it is written. */
  final class Syntax {
    private static final Pattern ONE = Pattern.compile("(?i)bytes=(\\d*)-(\\d*)");
    private static final int SURELY_FITS = 18;

    private Syntax() {}

    /** A number beyond what any file can have counts as that. */
    private static long number(String digits) {
      return digits.length() > SURELY_FITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
  }
}
