package linekeeper.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import linekeeper.access.User;
import linekeeper.access.desk.AccessProperties;
import linekeeper.access.desk.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/**
 * Sessions. One keeps only plain texts: the user's name and the CSRF token. Who that user is, and
 * whether he may still come in, is asked anew on every request.
 */
@Component
final class SessionContext implements SecurityContextRepository {
  private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
  private static final String CSRF = "csrf";
  private static final int CSRF_BYTES = 32;

  private final Directory directory;
  private final Duration longest;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  SessionContext(Directory directory, AccessProperties properties, InstantSource clock) {
    this.directory = directory;
    this.longest = properties.longestSession();
    this.clock = clock;
  }

  /** Opens a new session, under a new id whatever the request brought. */
  HttpSession open(HttpServletRequest request, User user) {
    HttpSession old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    HttpSession session = request.getSession(true);
    byte[] bytes = new byte[CSRF_BYTES];
    random.nextBytes(bytes);
    session.setAttribute(USER, user.name());
    session.setAttribute(CSRF, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return session;
  }

  /** What every unsafe request of the session has to repeat. */
  static @Nullable String csrf(HttpSession session) {
    return session.getAttribute(CSRF) instanceof String token ? token : null;
  }

  private Optional<Admission> admission(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(USER) instanceof String name)) {
      return Optional.empty();
    }
    Instant end = Instant.ofEpochMilli(session.getCreationTime()).plus(longest);
    if (clock.instant().isAfter(end)) {
      session.invalidate();
      return Optional.empty();
    }
    return directory
        .user(name)
        .map(user -> new Admission(user, new Admission.Credential.OfSession(session.getId())));
  }

  private SecurityContext context(HttpServletRequest request) {
    return admission(request)
        .<SecurityContext>map(SecurityContextImpl::new)
        .orElseGet(SecurityContextHolder::createEmptyContext);
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Later(request);
  }

  @Deprecated
  @Override
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return context(holder.getRequest());
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // nothing is kept but what open() wrote
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return admission(request).isPresent();
  }

  /** Asked for only where a rule needs to know. */
  private final class Later implements DeferredSecurityContext {
    private final HttpServletRequest request;
    private @Nullable SecurityContext found;

    Later(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public SecurityContext get() {
      if (found == null) {
        found = context(request);
      }
      return found;
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }
}
