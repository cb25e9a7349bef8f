package linekeeper.workorder.model;

import java.util.Optional;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What an agent writes on a sheet; empty or null where nothing was written.
 *
 * @param category the classification, as free text until the client's own list is supplied
 * @param directlyAnswered whether it was settled on the telephone
 * @param confidential whether the caller asked not to be named
 */
public record SheetContent(
    String callerName,
    @Nullable SubjectType subjectType,
    String address,
    @Nullable DemandType demandType,
    String category,
    String content,
    String reply,
    boolean directlyAnswered,
    boolean confidential) {

  /** Nothing written yet. */
  public static final SheetContent EMPTY =
      new SheetContent("", null, "", null, "", "", "", false, false);

  private static final int NAME = 64;
  private static final int CATEGORY = 64;
  private static final int ADDRESS = 256;
  private static final int TEXT = 8000;
  private static final String CODE = "sheet.invalid";

  /** What is wrong with it, the first thing first, or nothing. */
  public Optional<Refusal> fault() {
    return fault("callerName", callerName, NAME, false)
        .or(() -> fault("address", address, ADDRESS, false))
        .or(() -> fault("category", category, CATEGORY, false))
        .or(() -> fault("content", content, TEXT, true))
        .or(() -> fault("reply", reply, TEXT, true));
  }

  /** What is missing before it may be filed, or nothing. */
  public Optional<Refusal> gap() {
    if (demandType == null) {
      return Optional.of(Refusal.of(CODE, "say what kind of demand it is", "demandType"));
    }
    return content.isBlank()
        ? Optional.of(Refusal.of(CODE, "say what was asked", "content"))
        : Optional.empty();
  }

  private static Optional<Refusal> fault(String field, String text, int most, boolean lines) {
    if (text.codePointCount(0, text.length()) > most) {
      return Optional.of(
          Refusal.of(CODE, field + " must have at most " + most + " characters", field));
    }
    boolean clean =
        text.codePoints()
            .noneMatch(it -> Character.isISOControl(it) && !(lines && (it == '\n' || it == '\t')));
    return clean
        ? Optional.empty()
        : Optional.of(Refusal.of(CODE, field + " must not have control characters", field));
  }
}
