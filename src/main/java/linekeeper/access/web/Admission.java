package linekeeper.access.web;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import linekeeper.access.Permission;
import linekeeper.access.User;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A user with what he came in with. Its name is the user's name, its authorities are his
 * permissions.
 */
final class Admission extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;
  private final User user;
  private final transient Credential credential;

  Admission(User user, Credential credential) {
    super(
        Arrays.stream(Permission.values())
            .filter(user::may)
            .map(permission -> new SimpleGrantedAuthority(permission.name()))
            .toList());
    this.user = user;
    this.credential = credential;
    setAuthenticated(true);
  }

  /** What somebody came in with. */
  sealed interface Credential {
    /** A session, by its id. */
    record OfSession(String id) implements Credential {
      /** Without the id, which opens the door. */
      @Override
      public String toString() {
        return "OfSession";
      }
    }

    /** A token, by its id. */
    record OfToken(UUID id) implements Credential {}
  }

  Credential credential() {
    return credential;
  }

  static List<Permission> permissions(User user) {
    return Arrays.stream(Permission.values()).filter(user::may).toList();
  }

  @Override
  public User getPrincipal() {
    return user;
  }

  @Override
  public String getName() {
    return user.name();
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Admission that
        && user.equals(that.user)
        && credential.equals(that.credential);
  }

  @Override
  public int hashCode() {
    return user.hashCode();
  }
}
