package linekeeper.platform.web;

import java.net.URI;
import java.util.Map;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Problems as RFC 9457 has them, with {@code code} (stable, for programs), {@code detail} (for
 * people) and, where one input is at fault, {@code field}. The only place that builds them.
 *
 * <p>A controller answers a refusal with {@link #refused}: its status follows from the last word of
 * the code, 409 where that says nothing else.
 */
public final class Problems {
  private static final Map<String, HttpStatus> BY_LAST_WORD =
      Map.of(
          "unknown", HttpStatus.NOT_FOUND,
          "gone", HttpStatus.GONE,
          "forbidden", HttpStatus.FORBIDDEN,
          "unapproved", HttpStatus.FORBIDDEN,
          "invalid", HttpStatus.UNPROCESSABLE_CONTENT,
          "locked", HttpStatus.LOCKED,
          "slow-down", HttpStatus.TOO_MANY_REQUESTS,
          "too-large", HttpStatus.CONTENT_TOO_LARGE,
          "too-slow", HttpStatus.REQUEST_TIMEOUT,
          "unavailable", HttpStatus.SERVICE_UNAVAILABLE);

  /** When to ask again where nothing could serve. */
  static final String RETRY_AFTER_SECONDS = "1";

  private Problems() {}

  /** A problem that is nobody's field. */
  public static ProblemDetail of(HttpStatus status, String code, String detail) {
    return of(status, code, detail, null);
  }

  /** A problem, with the input at fault where one can be named. */
  public static ProblemDetail of(
      HttpStatus status, String code, String detail, @Nullable String field) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("urn:linekeeper:problem:" + code));
    problem.setTitle(status.getReasonPhrase());
    problem.setProperty("code", code);
    if (field != null) {
      problem.setProperty("field", field);
    }
    return problem;
  }

  /**
   * The answer that carries a problem; who finds nothing to serve him is told when to ask again.
   */
  public static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.getStatus());
    if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }

  /** The answer to a refused command. */
  public static ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    return answer(of(statusOf(refusal.code()), refusal.code(), refusal.message(), refusal.field()));
  }

  /** 204 where nothing was refused, otherwise the refusal. */
  public static ResponseEntity<ProblemDetail> done(@Nullable Refusal refusal) {
    return refusal == null ? ResponseEntity.noContent().build() : refused(refusal);
  }

  private static HttpStatus statusOf(String code) {
    String lastWord = code.substring(code.lastIndexOf('.') + 1);
    return BY_LAST_WORD.getOrDefault(lastWord, HttpStatus.CONFLICT);
  }
}
