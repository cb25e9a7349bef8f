package linekeeper.access.model;

import java.util.Locale;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a password must be (MLPS 2.0 asks for complexity, so that it can be configured).
 *
 * @param minLength fewest characters
 * @param minKinds of how many kinds of four: small letters, capitals, digits, others; any letter
 *     without case counts as another
 */
public record PasswordPolicy(int minLength, int minKinds) {
  /** Longer ones cost time to hash and help nobody. */
  public static final int MAX_LENGTH = 128;

  /** Why not, or null where it will do. */
  public @Nullable Refusal refuse(String userName, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < minLength || length > MAX_LENGTH) {
      return weak("must have %d to %d characters".formatted(minLength, MAX_LENGTH));
    }
    if (kinds(password) < minKinds) {
      return weak(
          "must mix at least %d of: small letters, capitals, digits, others".formatted(minKinds));
    }
    if (password.toLowerCase(Locale.ROOT).contains(userName)) {
      return weak("must not contain the user name");
    }
    return null;
  }

  private static Refusal weak(String why) {
    return Refusal.of("password.invalid", "the password " + why, "password");
  }

  private static long kinds(String password) {
    return password.codePoints().map(PasswordPolicy::kind).distinct().count();
  }

  private static int kind(int character) {
    if (Character.isLowerCase(character)) {
      return 0;
    }
    if (Character.isUpperCase(character)) {
      return 1;
    }
    return Character.isDigit(character) ? 2 : 3;
  }
}
