package linekeeper.callback.desk;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import linekeeper.access.Role;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Guard;
import linekeeper.callback.model.NumberKind;
import linekeeper.callback.model.NumberPlan;
import linekeeper.callback.model.Opening;
import linekeeper.callback.model.Order;
import linekeeper.callback.model.RuleBook;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * By what rules lost callers are called back, {@code linekeeper.callback}; {@code application.yaml}
 * says what each value protects from. A value that makes no sense stops the start.
 *
 * @param sweep how often what only time changes is looked at
 * @param patience how long the floor may leave an attempt unanswered before it is asked again
 * @param fenceKept how long the switch's fence remembers an attempt after its end
 */
@Validated
@ConfigurationProperties("linekeeper.callback")
record CallbackProperties(
    @NotNull ZoneId zone,
    @NotNull String areaCode,
    @NotNull Duration sweep,
    @NotNull Duration patience,
    @NotNull Duration fenceKept,
    @NotEmpty List<@Valid Rule> rules,
    @NotNull @Valid Outbound outbound) {
  private static final Duration SHORTEST_FENCE = Duration.ofHours(1);

  CallbackProperties {
    if (fenceKept != null && fenceKept.compareTo(SHORTEST_FENCE) < 0) {
      throw new IllegalArgumentException(
          "fence-kept: must be at least 1h, or an attempt might be told again and ring twice");
    }
  }

  record Rule(
      @NotBlank String line,
      @NotBlank String from,
      @NotBlank String reason,
      @NotNull Duration firstWithin,
      @NotNull Duration notWithin,
      int attempts,
      @NotEmpty List<Duration> spacing,
      @Nullable String quietFrom,
      @Nullable String quietTo,
      @NotNull Duration fresh,
      @NotNull Duration shortAbandon,
      @NotNull Duration giveUp,
      @NotNull Duration claim,
      boolean automatic,
      int keepFree,
      @NotNull Duration scheduleWithin,
      boolean listenFirst,
      @Nullable Order order) {

    CallbackRule rule() {
      return new CallbackRule(
          line,
          Instant.parse(from),
          reason,
          firstWithin,
          notWithin,
          attempts,
          spacing,
          quiet(),
          fresh,
          shortAbandon,
          giveUp,
          claim,
          automatic,
          keepFree,
          scheduleWithin,
          listenFirst,
          order == null ? Order.AGENT_FIRST : order);
    }

    private CallbackRule.@Nullable Quiet quiet() {
      if (quietFrom == null || quietTo == null || quietFrom.isEmpty() || quietTo.isEmpty()) {
        return null;
      }
      return new CallbackRule.Quiet(LocalTime.parse(quietFrom), LocalTime.parse(quietTo));
    }
  }

  record Outbound(
      @NotNull Map<Role, Set<NumberKind>> allowed,
      @NotNull List<String> blocked,
      int perAgentHour,
      int perHour) {}

  Opening opening() {
    return new Opening(book(), plan(), outbound.blocked().stream().map(Pattern::compile).toList());
  }

  Guard guard() {
    return new Guard(plan(), outbound.allowed(), outbound.perAgentHour(), outbound.perHour());
  }

  private RuleBook book() {
    return new RuleBook(rules.stream().map(Rule::rule).toList());
  }

  private NumberPlan plan() {
    return new NumberPlan(areaCode);
  }
}
