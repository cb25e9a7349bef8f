package linekeeper.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Set;

/**
 * For doors that stay open longer than one request, such as {@code /live}: whether those who came
 * in may still be there.
 */
public interface Standing {

  /**
   * What somebody came in with. It holds no secret and may be kept.
   *
   * @param user who
   * @param kind whether it was a session or a token
   * @param id the session's or token's id in the store
   * @param roles the roles held when it was taken: other roles later mean another pass
   */
  record Pass(String user, Kind kind, String id, Set<Role> roles) {
    /** Copies the roles. */
    public Pass {
      roles = Set.copyOf(roles);
    }
  }

  /** What a pass stands for. */
  enum Kind {
    /** A session with a cookie. */
    SESSION,
    /** An API token. */
    TOKEN
  }

  /**
   * The pass of an authenticated request.
   *
   * @throws IllegalStateException where the request is not authenticated
   */
  Pass of(HttpServletRequest request);

  /**
   * Those of the passes that do not hold any more: signed out, expired, revoked, the user disabled
   * or given other roles. Asking is no use of the session: it does not put off its expiry. May
   * block.
   */
  Set<Pass> fallen(Collection<Pass> passes);
}
