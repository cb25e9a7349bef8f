package linekeeper.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Set;
import linekeeper.access.Standing;
import linekeeper.access.User;
import linekeeper.access.desk.Passes;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Gives passes for what requests were admitted with. */
@Component
final class StandingCheck implements Standing {
  private final Passes passes;

  StandingCheck(Passes passes) {
    this.passes = passes;
  }

  @Override
  public Pass of(HttpServletRequest request) {
    if (!(SecurityContextHolder.getContext().getAuthentication() instanceof Admission admission)) {
      throw new IllegalStateException("nobody is signed in here");
    }
    User user = admission.getPrincipal();
    return switch (admission.credential()) {
      case Admission.Credential.OfSession(String id) -> passes.ofSession(user, id);
      case Admission.Credential.OfToken(var id) -> passes.ofToken(user, id.toString());
    };
  }

  @Override
  public Set<Pass> fallen(Collection<Pass> given) {
    return passes.fallen(given);
  }
}
