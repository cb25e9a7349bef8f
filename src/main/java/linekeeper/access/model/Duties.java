package linekeeper.access.model;

import java.util.EnumSet;
import java.util.Set;
import linekeeper.access.Role;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Separation of duty: whoever manages users, security or the audit has that one role only, and so
 * sees nothing of the callers; and nobody inspects his own work.
 */
public final class Duties {
  private static final Set<Role> ADMINS =
      EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);

  private Duties() {}

  /** Why these roles may not be one person's, or null where they may. */
  public static @Nullable Refusal refuse(Set<Role> roles) {
    if (roles.size() > 1 && roles.stream().anyMatch(ADMINS::contains)) {
      return Refusal.of(
          "roles.conflict", "an administrator has one role only and no other work", "roles");
    }
    if (roles.contains(Role.QUALITY_INSPECTOR)
        && (roles.contains(Role.AGENT) || roles.contains(Role.TEAM_LEADER))) {
      return Refusal.of(
          "roles.conflict", "whoever takes calls does not inspect their quality", "roles");
    }
    return null;
  }
}
