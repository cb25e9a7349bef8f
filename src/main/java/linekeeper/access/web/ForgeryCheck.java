package linekeeper.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Set;
import linekeeper.platform.web.Origins;
import linekeeper.platform.web.ProblemWriter;
import linekeeper.platform.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site makes a signed-in browser do: an unsafe request must not name a foreign
 * origin, and within a session must repeat the session's CSRF token. Signing in needs none: its
 * body is JSON, which a foreign page cannot send.
 */
final class ForgeryCheck extends OncePerRequestFilter {
  static final String HEADER = "X-CSRF-Token";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private final Origins origins;
  private final ProblemWriter problems;

  ForgeryCheck(Origins origins, ProblemWriter problems) {
    this.origins = origins;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (SAFE.contains(request.getMethod()) || Origins.bearsToken(request)) {
      chain.doFilter(request, response);
    } else if (origins.foreign(request)) {
      problems.write(response, refusal("origin.foreign", "this comes from another site"));
    } else if (signsIn(request) || repeatsToken(request)) {
      chain.doFilter(request, response);
    } else {
      problems.write(
          response,
          refusal("csrf.missing", "the header " + HEADER + " must be the session's csrfToken"));
    }
  }

  private static boolean signsIn(HttpServletRequest request) {
    return "POST".equals(request.getMethod())
        && SessionController.PATH.equals(request.getRequestURI());
  }

  private static boolean repeatsToken(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return true;
    }
    String expected = Objects.requireNonNullElse(SessionContext.csrf(session), "");
    String brought = Objects.requireNonNullElse(request.getHeader(HEADER), "");
    return !expected.isEmpty()
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), brought.getBytes(StandardCharsets.UTF_8));
  }

  private static ProblemDetail refusal(String code, String detail) {
    return Problems.of(HttpStatus.FORBIDDEN, code, detail);
  }
}
