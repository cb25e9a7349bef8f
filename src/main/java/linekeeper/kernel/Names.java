package linekeeper.kernel;

import java.util.regex.Pattern;

/** The one rule for identifiers that travel in messages, paths and file names. */
final class Names {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  static void require(String field, String value) {
    if (!SAFE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          field
              + ": must be 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit");
    }
  }
}
