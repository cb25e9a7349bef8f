package linekeeper.platform.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** The rules of all kinds through time, and the natural days on which they end. */
public final class RetentionBook {
  private final List<RetentionRule> rules;
  private final ZoneId zone;

  /**
   * Refuses a book that leaves a kind without a rule, has two at once, or one of a kind that there
   * is not.
   *
   * @param kinds all there are
   */
  public RetentionBook(List<RetentionRule> rules, ZoneId zone, Set<String> kinds) {
    this.rules =
        rules.stream().sorted(Comparator.comparing(RetentionRule::from).reversed()).toList();
    this.zone = zone;
    Set<String> seen = new HashSet<>();
    for (RetentionRule rule : rules) {
      if (!rule.kind().equals(RetentionRule.EVERY) && !kinds.contains(rule.kind())) {
        throw new IllegalArgumentException(
            "retention rules: there is no kind " + rule.kind() + ", only " + new TreeSet<>(kinds));
      }
      if (!seen.add(rule.kind() + " " + rule.from())) {
        throw new IllegalArgumentException(
            "retention rules: two of kind " + rule.kind() + " from " + rule.from());
      }
    }
    if (rules.stream().noneMatch(it -> it.kind().equals(RetentionRule.EVERY))) {
      throw new IllegalArgumentException(
          "retention rules: one must be of kind *, for kinds without a rule of their own");
    }
  }

  /**
   * The rule for something: its kind's own, else everybody's, as it was when it began; before the
   * first one, the first.
   */
  public RetentionRule rule(Retained it) {
    String kind = it.retentionKind();
    Instant at = it.begunAt();
    return rules.stream()
        .filter(rule -> rule.kind().equals(kind) && !rule.from().isAfter(at))
        .findFirst()
        .orElseGet(() -> everybodys(at));
  }

  /**
   * The first natural day on which it may be deleted: it is kept for the whole of the day on which
   * its time is over.
   */
  public LocalDate lawfulFrom(Retained it) {
    return LocalDate.ofInstant(it.keptFrom(), zone).plus(rule(it).keep()).plusDays(1);
  }

  /** When that day begins. */
  public Instant lawfulAt(Retained it) {
    return lawfulFrom(it).atStartOfDay(zone).toInstant();
  }

  /**
   * Why it may not be deleted now, as far as its day, its holds and the store's lock are concerned;
   * null where it may.
   *
   * @param what the refusal's code begins with this
   * @param holds lifted ones too
   */
  public @Nullable Refusal refusal(
      String what, Retained it, List<Hold> holds, StoreLock lock, Instant now) {
    LocalDate lawfulFrom = lawfulFrom(it);
    if (day(now).isBefore(lawfulFrom)) {
      return Refusal.of(
          what + ".too-early",
          "it may be deleted from " + lawfulFrom + " on: " + rule(it).reason());
    }
    for (Hold hold : holds) {
      if (hold.lifted() == null) {
        return Refusal.of(
            what + ".on-hold",
            "held by %s since %s: %s (hold %s)"
                .formatted(hold.by(), hold.at(), hold.reason(), hold.id()));
      }
    }
    Instant until = lock.until();
    return until != null && now.isBefore(until)
        ? Refusal.of(what + ".locked", "the store keeps it until " + until)
        : null;
  }

  /** What began at this moment or later may not be deleted on that day, whatever the rule. */
  public Instant tooYoung(LocalDate day) {
    long months = rules.stream().mapToLong(rule -> rule.keep().toTotalMonths()).min().orElseThrow();
    // a month that is shorter than the day's own ends a day or more sooner
    return day.minusMonths(months).plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The natural day of a moment. */
  public LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  private RetentionRule everybodys(Instant at) {
    List<RetentionRule> all =
        rules.stream().filter(it -> it.kind().equals(RetentionRule.EVERY)).toList();
    return all.stream().filter(it -> !it.from().isAfter(at)).findFirst().orElseGet(all::getLast);
  }
}
