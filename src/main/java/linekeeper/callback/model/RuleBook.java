package linekeeper.callback.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.LineId;

/** The rules of all lines through time. */
public final class RuleBook {
  private static final String EVERY = "*";
  private final List<CallbackRule> rules;

  /** Refuses a book that leaves a line without a rule, or has two at once. */
  public RuleBook(List<CallbackRule> rules) {
    this.rules =
        rules.stream().sorted(Comparator.comparing(CallbackRule::from).reversed()).toList();
    Set<String> seen = new HashSet<>();
    for (CallbackRule rule : rules) {
      if (!seen.add(rule.line() + " " + rule.from())) {
        throw new IllegalArgumentException(
            "callback rules: two of line " + rule.line() + " from " + rule.from());
      }
    }
    if (rules.stream().noneMatch(it -> it.line().equals(EVERY))) {
      throw new IllegalArgumentException(
          "callback rules: one must be of line *, for lines without a rule of their own");
    }
  }

  /**
   * The rule for what was lost on a line at that moment: the line's own, else everybody's; before
   * the first one, the first.
   */
  public CallbackRule rule(LineId line, Instant at) {
    return rules.stream()
        .filter(it -> it.line().equals(line.value()) && !it.from().isAfter(at))
        .findFirst()
        .orElseGet(() -> everybodys(at));
  }

  /** The shortest time that any rule lets an agent hold a task without dialling. */
  public Duration shortestClaim() {
    return rules.stream().map(CallbackRule::claim).min(Duration::compareTo).orElseThrow();
  }

  /** The shortest time for which any rule lets a task stay open. */
  public Duration shortestGiveUp() {
    return rules.stream().map(CallbackRule::giveUp).min(Duration::compareTo).orElseThrow();
  }

  private CallbackRule everybodys(Instant at) {
    List<CallbackRule> all = rules.stream().filter(it -> it.line().equals(EVERY)).toList();
    return all.stream().filter(it -> !it.from().isAfter(at)).findFirst().orElseGet(all::getLast);
  }
}
