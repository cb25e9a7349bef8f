package linekeeper.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.User;
import linekeeper.platform.web.Admits;
import linekeeper.platform.web.ProblemWriter;
import linekeeper.platform.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks at every door what stands there: {@link Needs} or {@link Admits}. Where nothing stands,
 * nobody comes in. Whoever is signed in and refused is noted.
 */
@Component
final class Doorkeeper implements HandlerInterceptor {
  static final Supplier<ProblemDetail> SIGN_IN_FIRST =
      () -> Problems.of(HttpStatus.UNAUTHORIZED, "session.missing", "sign in first");
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");
  private static final String OTHERS_DOORS = "org.springdoc.";

  private final Audit audit;
  private final ProblemWriter problems;

  Doorkeeper(Audit audit, ProblemWriter problems) {
    this.audit = audit;
    this.problems = problems;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod door)) {
      return true; // files, and what the gate has a path rule for
    }
    Optional<User> user = visitor();
    if (admits(door, user, request)) {
      return true;
    }
    problems.write(response, refuse(user, request));
    return false;
  }

  private static boolean admits(
      HandlerMethod door, Optional<User> user, HttpServletRequest request) {
    Needs needs = door.getMethodAnnotation(Needs.class);
    Admits admits = door.getMethodAnnotation(Admits.class);
    if (needs != null) {
      return user.filter(who -> Arrays.stream(needs.value()).anyMatch(who::may)).isPresent();
    }
    if (admits != null) {
      return switch (admits.value()) {
        case ANYBODY -> true;
        case SIGNED_IN_OR_LOCAL -> user.isPresent() || local(request);
        case SIGNED_IN -> user.isPresent();
      };
    }
    return door.getBeanType().getName().startsWith(OTHERS_DOORS) && user.isPresent();
  }

  private ProblemDetail refuse(Optional<User> user, HttpServletRequest request) {
    if (user.isEmpty()) {
      return SIGN_IN_FIRST.get();
    }
    String door = request.getMethod() + " " + request.getRequestURI();
    audit.record(user.get().name(), "access.refuse", door, false, "");
    return Problems.of(HttpStatus.FORBIDDEN, "access.forbidden", "you may not do this");
  }

  private static Optional<User> visitor() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof Admission admission
        ? Optional.of(admission.getPrincipal())
        : Optional.empty();
  }

  /** A program on this machine, and no proxy that speaks for somebody else. */
  private static boolean local(HttpServletRequest request) {
    return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
        && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null);
  }
}
