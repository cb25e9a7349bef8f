package linekeeper.access;

import java.io.Serializable;
import java.util.Set;

/**
 * Somebody who proved who they are; the principal of every authenticated request
 * ({@code @AuthenticationPrincipal User user}).
 *
 * @param name the user name, unique, never reused; an agent's {@code AgentId}
 * @param displayName what screens show
 * @param machine whether it came with an API token rather than a session
 */
public record User(
    String name, String displayName, Set<Role> roles, Set<String> skills, boolean machine)
    implements Serializable {

  /** Copies the sets. */
  public User {
    roles = Set.copyOf(roles);
    skills = Set.copyOf(skills);
  }

  /** Whether one of the roles carries the permission. */
  public boolean may(Permission permission) {
    return permission.heldBy(roles);
  }
}
