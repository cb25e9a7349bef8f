package linekeeper.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Turns whatever fails on the way to or in a controller into a problem. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletResponse response) {
    boolean away = Away.caused(failure);
    if (away) {
      LOG.warn("the database could not serve a door: {}", failure.toString());
    } else {
      LOG.error("a door failed", failure);
    }
    return response.isCommitted()
        ? null
        : Problems.answer(away ? ofStatus(HttpStatus.SERVICE_UNAVAILABLE) : unexplained());
  }

  static ProblemDetail unexplained() {
    return Problems.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "something went wrong here; quote request " + MDC.get("requestId"));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (request instanceof ServletWebRequest web
        && web.getResponse() != null
        && web.getResponse().isCommitted()) {
      return null;
    }
    ProblemDetail problem = problem(failure, status, request);
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ProblemDetail problem(
      Exception failure, HttpStatusCode status, WebRequest request) {
    return switch (failure) {
      case HttpMessageNotReadableException unreadable -> Complaints.body(unreadable);
      case BindException fields -> Complaints.fields(fields);
      case HandlerMethodValidationException parameters -> Complaints.parameters(parameters);
      case MethodArgumentTypeMismatchException argument -> Complaints.argument(argument);
      case MissingServletRequestParameterException missing -> Complaints.missing(missing);
      case HttpRequestMethodNotSupportedException method ->
          onlyFiles(request) ? ofStatus(HttpStatus.NOT_FOUND) : ofStatus(status);
      default -> ofStatus(status);
    };
  }

  /** The console's files answer to any path; an unsafe method there means that nothing is there. */
  private static boolean onlyFiles(WebRequest request) {
    return request.getAttribute(
            HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, WebRequest.SCOPE_REQUEST)
        instanceof ResourceHttpRequestHandler;
  }

  static ProblemDetail ofStatus(HttpStatusCode code) {
    HttpStatus status = HttpStatus.resolve(code.value());
    return switch (status) {
      case null -> unexplained();
      case BAD_REQUEST -> Problems.of(status, "request.malformed", "the request makes no sense");
      case UNAUTHORIZED -> Problems.of(status, "session.missing", "sign in first");
      case FORBIDDEN -> Problems.of(status, "access.forbidden", "this is not allowed");
      case NOT_FOUND -> Problems.of(status, "path.unknown", "there is nothing here");
      case METHOD_NOT_ALLOWED ->
          Problems.of(status, "method.unsupported", "this path does not answer to this method");
      case NOT_ACCEPTABLE ->
          Problems.of(status, "accept.unsupported", "no accepted media type can be given");
      case CONTENT_TOO_LARGE -> Problems.of(status, "body.too-large", "the body is too large");
      case UNSUPPORTED_MEDIA_TYPE ->
          Problems.of(status, "content-type.unsupported", "send application/json");
      case REQUESTED_RANGE_NOT_SATISFIABLE ->
          Problems.of(status, "range.invalid", "the range lies outside");
      case SERVICE_UNAVAILABLE -> Problems.of(status, "unavailable", "try again later");
      default ->
          status.is4xxClientError()
              ? Problems.of(status, "request.refused", status.getReasonPhrase())
              : unexplained();
    };
  }
}
