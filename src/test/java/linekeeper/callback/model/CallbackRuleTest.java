package linekeeper.callback.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.access.Role;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import org.junit.jupiter.api.Test;

class CallbackRuleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static CallbackRule rule(
      Duration firstWithin, Duration notWithin, int attempts, List<Duration> spacing) {
    return new CallbackRule(
        "*",
        Instant.EPOCH,
        "why",
        firstWithin,
        notWithin,
        attempts,
        spacing,
        null,
        MINUTE,
        Duration.ZERO,
        Duration.ofHours(1),
        MINUTE,
        true,
        0,
        Duration.ofDays(7),
        false,
        Order.AGENT_FIRST);
  }

  @Test
  void a_rule_that_contradicts_itself_is_refused_with_its_line_and_its_field() {
    List<Duration> spacing = List.of(MINUTE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(MINUTE, MINUTE, 1, spacing))
        .withMessageContaining("line *")
        .withMessageContaining("notWithin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(MINUTE, Duration.ZERO, 0, spacing))
        .withMessageContaining("attempts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(MINUTE, Duration.ZERO, 11, spacing))
        .withMessageContaining("attempts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(MINUTE, Duration.ZERO, 1, List.of()))
        .withMessageContaining("spacing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(Duration.ZERO, Duration.ZERO, 1, spacing))
        .withMessageContaining("firstWithin");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule(Duration.ofHours(2), Duration.ZERO, 1, spacing))
        .withMessageContaining("giveUp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallbackRule.Quiet(LocalTime.NOON, LocalTime.NOON));
  }

  @Test
  void nobody_is_called_from_ten_in_the_evening_to_eight_in_the_morning_unless_just_lost() {
    Instant evening = Instant.parse("2026-03-02T13:59:59Z");
    Instant ten = Instant.parse("2026-03-02T14:00:00Z");
    Instant eight = Instant.parse("2026-03-03T00:00:00Z");
    Instant noon = Instant.parse("2026-03-02T04:00:00Z");
    assertThat(Rulings.T10.asleep(noon, evening, Rulings.ZONE)).isFalse();
    assertThat(Rulings.T10.asleep(noon, ten, Rulings.ZONE)).isTrue();
    assertThat(Rulings.T10.asleep(noon, eight.minusSeconds(1), Rulings.ZONE)).isTrue();
    assertThat(Rulings.T10.asleep(noon, eight, Rulings.ZONE)).isFalse();
    Instant fresh = ten.plus(Duration.ofMinutes(15));
    assertThat(Rulings.T10.asleep(ten, fresh, Rulings.ZONE)).isFalse();
    assertThat(Rulings.T10.asleep(ten, fresh.plusMillis(1), Rulings.ZONE)).isTrue();
  }

  @Test
  void a_line_goes_by_its_own_rule_from_the_moment_it_holds() {
    Instant spring = Instant.parse("2026-03-01T00:00:00Z");
    RuleBook book =
        new RuleBook(
            List.of(
                Rulings.rule("*", Instant.EPOCH, 3, Duration.ZERO),
                Rulings.rule("hotline", spring, 5, Duration.ZERO),
                Rulings.rule("hotline", spring.plusSeconds(100), 7, Duration.ZERO)));
    LineId line = Rulings.LINE;
    assertThat(book.rule(line, spring.minusMillis(1)).attempts()).isEqualTo(3);
    assertThat(book.rule(line, spring).attempts()).isEqualTo(5);
    assertThat(book.rule(line, spring.plusSeconds(100)).attempts()).isEqualTo(7);
    assertThat(book.rule(new LineId("other"), spring).attempts()).isEqualTo(3);
  }

  @Test
  void a_book_that_leaves_a_line_out_or_says_two_things_is_refused() {
    CallbackRule own = Rulings.rule("hotline", Instant.EPOCH, 3, Duration.ZERO);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleBook(List.of(own)))
        .withMessageContaining("line *");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleBook(List.of(Rulings.T10, Rulings.T10)))
        .withMessageContaining("two of line *");
  }

  @Test
  void an_emergency_number_cannot_be_allowed_to_anybody() {
    for (NumberKind never :
        List.of(NumberKind.EMERGENCY, NumberKind.EXTENSION, NumberKind.INVALID)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new Guard(new NumberPlan(""), Map.of(Role.TEAM_LEADER, EnumSet.of(never)), 10, 10))
          .withMessageContaining(never.name());
    }
  }

  @Test
  void who_may_call_what_and_how_often_is_decided_by_the_allow_list() {
    Guard guard =
        new Guard(
            new NumberPlan(""),
            Map.of(
                Role.AGENT, Set.of(NumberKind.MOBILE),
                Role.TEAM_LEADER, Set.of(NumberKind.MOBILE, NumberKind.SERVICE)),
            2,
            3);
    assertThat(said(guard, Role.AGENT, "13800138000", 0, 0)).isEqualTo("allowed");
    assertThat(said(guard, Role.AGENT, "95588", 0, 0)).isEqualTo("number.not-allowed");
    assertThat(said(guard, Role.TEAM_LEADER, "95588", 0, 0)).isEqualTo("allowed");
    for (String number : List.of("110", "0571110", "12110571", "+12125550100", "8001", "0012125")) {
      assertThat(said(guard, Role.TEAM_LEADER, number, 0, 0)).isEqualTo("number.not-allowed");
    }
    assertThat(said(guard, Role.AUDIT_ADMIN, "13800138000", 0, 0)).isEqualTo("number.not-allowed");
    assertThat(said(guard, Role.AGENT, "13800138000", 2, 2)).isEqualTo("callback.slow-down");
    assertThat(said(guard, Role.AGENT, "13800138000", 1, 3)).isEqualTo("callback.slow-down");
    // only what is dialled as it stands: nothing is cut or completed behind the allow-list
    assertThat(said(guard, Role.AGENT, "+8613800138000", 0, 0)).isEqualTo("number.not-allowed");
  }

  private static String said(Guard guard, Role role, String number, int byAgent, int byAll) {
    Refusal refusal = guard.refuse(Set.of(role), new PhoneNumber(number), byAgent, byAll);
    return refusal == null ? "allowed" : refusal.code();
  }
}
