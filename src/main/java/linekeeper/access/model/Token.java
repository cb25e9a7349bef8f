package linekeeper.access.model;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import linekeeper.access.Role;
import linekeeper.access.User;
import org.jspecify.annotations.Nullable;

/**
 * An API token of a machine, without what would let anybody use it.
 *
 * @param roles none for one that may only read figures and status
 */
public record Token(
    UUID id,
    String name,
    Set<Role> roles,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {
  /** What a token may be called. */
  public static final String NAME = "[a-z0-9][a-z0-9._-]{0,57}";

  /** Copies the set. */
  public Token {
    roles = Set.copyOf(roles);
  }

  /** Whether it opens anything at this moment. */
  public boolean living(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  /** The machine as the doors know it; no user can bear its name. */
  public User user() {
    return new User("token." + name, name, roles, Set.of(), true);
  }
}
