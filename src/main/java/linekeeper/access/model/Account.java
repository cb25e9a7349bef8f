package linekeeper.access.model;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import linekeeper.access.Role;
import linekeeper.access.User;

/**
 * A named user as we keep him.
 *
 * @param demo made by the demo profile, and of no use outside of it
 */
public record Account(
    String name,
    String displayName,
    String passwordHash,
    Set<Role> roles,
    Set<String> skills,
    boolean disabled,
    boolean demo,
    Instant createdAt,
    Instant passwordChangedAt) {
  /** What a user name may be: lower case, so that no two look the same. */
  public static final String NAME = "(?!token[.])[a-z0-9][a-z0-9._-]{0,63}";

  private static final Pattern NAMES = Pattern.compile(NAME);

  /** Copies the sets. */
  public Account {
    roles = Set.copyOf(roles);
    skills = Set.copyOf(skills);
  }

  /** Whether a user could bear this name. */
  public static boolean couldBe(String name) {
    return NAMES.matcher(name).matches();
  }

  /** The user as the doors know him, signed in with a session. */
  public User user() {
    return new User(name, displayName, roles, skills, false);
  }

  /** The same with another password. */
  public Account withPassword(String hash, Instant now) {
    return new Account(name, displayName, hash, roles, skills, disabled, demo, createdAt, now);
  }

  /** Without the hash, so that it never reaches a log. */
  @Override
  public String toString() {
    return "Account[" + name + "]";
  }
}
