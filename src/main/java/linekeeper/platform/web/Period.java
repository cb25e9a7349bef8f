package linekeeper.platform.web;

import java.time.Duration;
import java.time.Instant;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** What a door was asked about: {@code [from, to)}. */
public record Period(Instant from, Instant to) {

  /**
   * The period asked for; up to now where no end was said, and as long as usual where no beginning
   * was.
   */
  public static Period of(
      @Nullable Instant from, @Nullable Instant to, Instant now, Duration usual) {
    Instant until = to == null ? now : to;
    return new Period(from == null ? until.minus(usual) : from, until);
  }

  /** Why it is none that can be answered: empty, the wrong way round, or longer than that. */
  public @Nullable Refusal refusal(Duration longest) {
    return from.isBefore(to) && !from.isBefore(to.minus(longest))
        ? null
        : Refusal.of(
            "period.invalid",
            "from must be before to, by " + longest.toDays() + " days at most",
            "from");
  }
}
