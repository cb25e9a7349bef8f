package linekeeper.callback.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what rule a line's lost callers are called back (T-10), from a moment on.
 *
 * @param line the line's id, or {@code *} for every line without a rule of its own
 * @param from from when on the rule holds, for losses from then on
 * @param reason why it is so: what people are told who ask
 * @param firstWithin how soon after the loss the first attempt is due
 * @param notWithin how long after the hang-up nobody is called yet: he may just be ringing again
 * @param attempts how many times a citizen is rung at most
 * @param spacing how long to wait after the first, second, ... attempt; the last holds on
 * @param quiet when nobody is called, or null for never
 * @param fresh who was lost less than this ago may be called in quiet hours too
 * @param shortAbandon who waited less than this is not called back; zero for nobody
 * @param giveUp how long a task may stay open before it ends as unreachable
 * @param claim how long an agent may hold a task without dialling before others may have it
 * @param automatic whether what is due takes its place in the queue by itself, and the next seat
 *     whose turn it is calls; else agents claim it
 * @param keepFree how many of the seats at work are kept from such calls, for live callers
 * @param scheduleWithin how far ahead somebody may be promised a call
 * @param listenFirst whether who answers is listened to before he is connected, so that no agent
 *     talks to an answering machine or a fax; a person hears silence for a second or more meanwhile
 * @param order who is rung first
 */
public record CallbackRule(
    String line,
    Instant from,
    String reason,
    Duration firstWithin,
    Duration notWithin,
    int attempts,
    List<Duration> spacing,
    @Nullable Quiet quiet,
    Duration fresh,
    Duration shortAbandon,
    Duration giveUp,
    Duration claim,
    boolean automatic,
    int keepFree,
    Duration scheduleWithin,
    boolean listenFirst,
    Order order) {
  private static final int MOST_ATTEMPTS = 10;

  /** Refuses rules that contradict themselves. */
  public CallbackRule {
    spacing = List.copyOf(spacing);
    must(!reason.isBlank(), line, "reason", "say why");
    must(positive(firstWithin), line, "firstWithin", "must be more than nothing");
    must(!notWithin.isNegative(), line, "notWithin", "must not be negative");
    must(
        notWithin.compareTo(firstWithin) < 0,
        line,
        "notWithin",
        "must be shorter than firstWithin, or no attempt could ever be in time");
    must(attempts >= 1 && attempts <= MOST_ATTEMPTS, line, "attempts", "must be 1 to 10");
    must(
        !spacing.isEmpty() && spacing.stream().allMatch(CallbackRule::positive),
        line,
        "spacing",
        "must name at least one wait, each more than nothing");
    must(!fresh.isNegative(), line, "fresh", "must not be negative");
    must(!shortAbandon.isNegative(), line, "shortAbandon", "must not be negative");
    must(
        giveUp.compareTo(firstWithin) > 0,
        line,
        "giveUp",
        "must be longer than firstWithin, or tasks would end before they are due");
    must(positive(claim), line, "claim", "must be more than nothing");
    must(keepFree >= 0, line, "keepFree", "must not be negative");
    must(positive(scheduleWithin), line, "scheduleWithin", "must be more than nothing");
  }

  /** The hours of a day in which nobody is called; they may reach past midnight. */
  public record Quiet(LocalTime from, LocalTime to) {
    /** Refuses hours that are none. */
    public Quiet {
      if (from.equals(to)) {
        throw new IllegalArgumentException("quiet: from and to must differ");
      }
    }

    boolean covers(LocalTime time) {
      boolean after = !time.isBefore(from);
      boolean before = time.isBefore(to);
      return from.isBefore(to) ? after && before : after || before;
    }
  }

  /** Whether somebody lost at that moment may not be called now because people sleep. */
  boolean asleep(Instant lostAt, Instant now, ZoneId zone) {
    return quiet(now, zone) && now.isAfter(lostAt.plus(fresh));
  }

  /** Whether people sleep at that moment. */
  boolean quiet(Instant at, ZoneId zone) {
    return quiet != null && quiet.covers(ZonedDateTime.ofInstant(at, zone).toLocalTime());
  }

  /** When people begin to sleep after a moment at which they are awake. */
  Instant evening(Instant at, ZoneId zone) {
    return quiet == null ? Instant.MAX : next(quiet.from(), at, zone);
  }

  /** From when on he may be called, where he may not now because people sleep. */
  Instant awake(Instant now, ZoneId zone) {
    return quiet == null ? now : next(quiet.to(), now, zone);
  }

  /** Until when somebody lost at that moment may be called, where he may be called now. */
  Instant until(Instant lostAt, Instant now, ZoneId zone) {
    Instant freshUntil = lostAt.plus(fresh);
    if (quiet == null) {
      return now.plus(giveUp);
    }
    Instant evening = evening(now, zone);
    return quiet(now, zone) || freshUntil.isAfter(evening) ? freshUntil : evening;
  }

  private static Instant next(LocalTime time, Instant now, ZoneId zone) {
    ZonedDateTime today = ZonedDateTime.ofInstant(now, zone);
    ZonedDateTime then = today.with(time);
    return (then.isAfter(today) ? then : then.plusDays(1)).toInstant();
  }

  /** How long to wait after this many attempts. */
  Duration after(int made) {
    return spacing.get(Math.min(Math.max(made, 1), spacing.size()) - 1);
  }

  private static boolean positive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  private static void must(boolean kept, String line, String field, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(
          "callback rule of line " + line + ": " + field + " " + otherwise);
    }
  }
}
