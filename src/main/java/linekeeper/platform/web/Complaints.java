package linekeeper.platform.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * What is wrong with something sent to us, said so that its sender can mend it: the field, the
 * rule, never our own class names.
 */
final class Complaints {
  private static final HttpStatus INVALID = HttpStatus.UNPROCESSABLE_CONTENT;

  private Complaints() {}

  static ProblemDetail body(HttpMessageNotReadableException failure) {
    BodyTooLarge large = cause(failure, BodyTooLarge.class);
    if (large != null) {
      return Problems.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "body.too-large",
          Objects.requireNonNullElse(large.getMessage(), "the body is too large"));
    }
    JacksonException json = cause(failure, JacksonException.class);
    if (json == null) {
      return Problems.of(HttpStatus.BAD_REQUEST, "body.malformed", "a JSON body is needed");
    }
    boolean value =
        json instanceof MismatchedInputException || json instanceof ValueInstantiationException;
    return value && !moreThanOne(json) ? wrongValue(json) : malformed(json);
  }

  /** Something stands after the end of the value: Jackson calls that a mismatch as well. */
  private static boolean moreThanOne(JacksonException json) {
    return json.getOriginalMessage().startsWith("Trailing token");
  }

  private static ProblemDetail malformed(JacksonException json) {
    var where = json.getLocation();
    String place =
        where == null
            ? ""
            : " (line %d, column %d)".formatted(where.getLineNr(), where.getColumnNr());
    return Problems.of(
        HttpStatus.BAD_REQUEST, "body.malformed", "the body is not well-formed JSON" + place);
  }

  private static ProblemDetail wrongValue(JacksonException json) {
    String field = field(json);
    String said = Objects.requireNonNullElse(field, "the body");
    return switch (json) {
      case UnrecognizedPropertyException unexpected ->
          Problems.of(INVALID, "field.unexpected", said + " is not known here", field);
      case InvalidFormatException format ->
          Problems.of(
              INVALID, "field.invalid", said + " must be " + kind(format.getTargetType()), field);
      case ValueInstantiationException refused ->
          Problems.of(INVALID, "field.invalid", said + " is refused: " + reason(refused), field);
      case MismatchedInputException mismatch ->
          Problems.of(
              INVALID, "field.invalid", said + " must be " + kind(mismatch.getTargetType()), field);
      default -> Problems.of(INVALID, "field.invalid", said + " is not valid", field);
    };
  }

  private static @Nullable String field(JacksonException json) {
    String path =
        json.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining())
            .replaceFirst("^\\.", "");
    return path.isEmpty() ? null : path;
  }

  static ProblemDetail argument(MethodArgumentTypeMismatchException failure) {
    Throwable root = failure.getMostSpecificCause();
    String why =
        ours(root) && root.getMessage() != null
            ? "is refused: " + root.getMessage()
            : "must be " + kind(failure.getRequiredType());
    return Problems.of(
        HttpStatus.BAD_REQUEST, "field.invalid", failure.getName() + " " + why, failure.getName());
  }

  static ProblemDetail missing(MissingServletRequestParameterException failure) {
    String field = failure.getParameterName();
    return Problems.of(HttpStatus.BAD_REQUEST, "field.missing", field + " is needed", field);
  }

  static ProblemDetail fields(BindException failure) {
    FieldError error = failure.getFieldError();
    if (error == null) {
      return invalid(null, null);
    }
    // what could not even be read is described with our own class names
    return invalid(error.getField(), error.isBindingFailure() ? null : error.getDefaultMessage());
  }

  static ProblemDetail parameters(HandlerMethodValidationException failure) {
    return failure.getParameterValidationResults().stream()
        .findFirst()
        .map(result ->
            invalid(
                result.getMethodParameter().getParameterName(),
                result.getResolvableErrors().stream()
                    .map(MessageSourceResolvable::getDefaultMessage)
                    .findFirst()
                    .orElse(null)))
        .orElseGet(() -> invalid(null, null));
  }

  private static ProblemDetail invalid(@Nullable String field, @Nullable String reason) {
    String said = field == null ? "the request" : field;
    return Problems.of(
        INVALID,
        "field.invalid",
        said + " " + Objects.requireNonNullElse(reason, "is not valid"),
        field);
  }

  private static String reason(ValueInstantiationException refused) {
    Throwable cause = refused.getCause();
    return cause != null && ours(cause) && cause.getMessage() != null
        ? cause.getMessage()
        : "it is not valid";
  }

  /**
   * Our values refuse with this and words meant for the sender; anything else may tell too much.
   */
  private static boolean ours(Throwable cause) {
    return cause.getClass() == IllegalArgumentException.class;
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer", "long", "short" -> "a whole number";
      case "double", "float", "bigdecimal" -> "a number";
      case "boolean" -> "true or false";
      case "string" -> "a text";
      case "instant" -> "a time such as 2026-01-31T08:00:00Z";
      case "uuid" -> "a UUID";
      case "list", "set", "collection" -> "a list";
      default -> "of another type";
    };
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
