package linekeeper.access.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import linekeeper.access.Audit;
import linekeeper.access.Permission;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.access.desk.SignIns;
import linekeeper.access.desk.Users;
import linekeeper.access.model.PasswordPolicy;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Admits;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping(SessionController.PATH)
final class SessionController {
  static final String PATH = "/api/session";

  private final SignIns signIns;
  private final Users users;
  private final SessionContext sessions;
  private final Audit audit;

  SessionController(SignIns signIns, Users users, SessionContext sessions, Audit audit) {
    this.signIns = signIns;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
  }

  record SignIn(
      @NotBlank @Size(max = 64) String username,
      @NotBlank @Size(max = PasswordPolicy.MAX_LENGTH) String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "SignIn[" + username + "]";
    }
  }

  record NewPassword(
      @NotBlank @Size(max = PasswordPolicy.MAX_LENGTH) String current,
      @NotBlank @Size(max = PasswordPolicy.MAX_LENGTH) String password) {
    /** Without either. */
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  /**
   * Who is signed in.
   *
   * @param csrfToken what unsafe requests repeat; null for a token's bearer, who needs none
   */
  record Session(Person user, @Nullable String csrfToken) {}

  record Person(
      String name,
      String displayName,
      List<Role> roles,
      List<String> skills,
      List<Permission> permissions) {

    static Person of(User user) {
      return new Person(
          user.name(),
          user.displayName(),
          user.roles().stream().sorted().toList(),
          user.skills().stream().sorted().toList(),
          Admission.permissions(user));
    }
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Session.class)))
  @Admits(Admits.Who.ANYBODY)
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> signIn(@Valid @RequestBody SignIn attempt, HttpServletRequest request) {
    return switch (signIns.signIn(
        attempt.username(), attempt.password(), request.getRemoteAddr())) {
      case SignIns.Outcome.Welcome(User user) -> {
        HttpSession session = sessions.open(request, user);
        yield ResponseEntity.ok(new Session(Person.of(user), SessionContext.csrf(session)));
      }
      case SignIns.Outcome.Refused() ->
          Problems.answer(
              Problems.of(
                  HttpStatus.UNAUTHORIZED, "session.refused", "wrong user name or password"));
      case SignIns.Outcome.Locked(Duration left) ->
          later(HttpStatus.LOCKED, "session.locked", "too many failures: locked", left);
      case SignIns.Outcome.SlowDown(Duration left) ->
          later(
              HttpStatus.TOO_MANY_REQUESTS,
              "session.slow-down",
              "too many failures from this address",
              left);
      case SignIns.Outcome.Busy() ->
          later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "session.unavailable",
              "too many sign in at this moment",
              Duration.ofSeconds(1));
    };
  }

  private static ResponseEntity<ProblemDetail> later(
      HttpStatus status, String code, String detail, Duration left) {
    long seconds = Math.max(1, left.plusMillis(999).toSeconds());
    ProblemDetail problem = Problems.of(status, code, detail);
    problem.setProperty("retryAfterSeconds", seconds);
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  @Admits(Admits.Who.SIGNED_IN)
  @GetMapping
  Session session(@AuthenticationPrincipal User user, HttpServletRequest request) {
    HttpSession session = user.machine() ? null : request.getSession(false);
    return new Session(Person.of(user), session == null ? null : SessionContext.csrf(session));
  }

  @ApiResponse(responseCode = "204")
  @Admits(Admits.Who.ANYBODY)
  @DeleteMapping
  ResponseEntity<Void> signOut(
      @AuthenticationPrincipal @Nullable User user, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null && user != null && !user.machine()) {
      session.invalidate();
      audit.record(user.name(), "session.sign-out", "user:" + user.name(), true, "");
    }
    return ResponseEntity.noContent().build();
  }

  @Admits(Admits.Who.SIGNED_IN)
  @PostMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ProblemDetail> changePassword(
      @AuthenticationPrincipal User user,
      @Valid @RequestBody NewPassword change,
      HttpServletRequest request) {
    if (user.machine()) {
      return Problems.refused(Refusal.of("user.forbidden", "a token has no password"));
    }
    String session = Objects.requireNonNull(request.getSession(false)).getId();
    return Problems.done(
        users.changeOwnPassword(user, change.current(), change.password(), session));
  }
}
