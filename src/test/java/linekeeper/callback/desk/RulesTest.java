package linekeeper.callback.desk;

import static linekeeper.callback.model.Rulings.LINE;
import static linekeeper.callback.model.Rulings.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import linekeeper.access.Role;
import linekeeper.call.Manner;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackRule;
import linekeeper.callback.model.Guard;
import linekeeper.callback.model.NumberKind;
import linekeeper.callback.model.NumberPlan;
import linekeeper.callback.model.Opening;
import linekeeper.callback.model.Order;
import linekeeper.callback.model.RuleBook;
import linekeeper.callback.model.Rulings;
import linekeeper.kernel.PhoneNumber;
import org.junit.jupiter.api.Test;

/** Whom a waiting caller's line may promise a callback. */
class RulesTest {
  private static final NumberPlan PLAN = new NumberPlan("0571");

  private static Rules rules(CallbackRule rule) {
    Opening opening =
        new Opening(new RuleBook(List.of(rule)), PLAN, List.of(Pattern.compile("1390013.*")));
    Guard guard =
        new Guard(
            PLAN,
            Map.of(
                Role.AGENT, Set.of(NumberKind.MOBILE, NumberKind.FIXED),
                Role.TEAM_LEADER, Set.of(NumberKind.SERVICE)),
            10,
            10);
    return new Rules(
        opening,
        guard,
        Rulings.ZONE,
        InstantSource.fixed(MORNING),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1));
  }

  private static boolean callable(String number) {
    return rules(Rulings.T10).callable(PhoneNumber.heard(number), LINE, MORNING);
  }

  @Test
  void a_citizen_whom_any_seat_may_call_is_promised_a_callback_however_he_is_written() {
    assertThat(callable("13800138000")).isTrue();
    assertThat(callable("+8613800138000")).isTrue();
    assertThat(callable("85012345")).isTrue();
  }

  @Test
  void who_could_not_be_called_is_promised_nothing() {
    for (String number :
        List.of("", "anonymous", "110", "8001", "1380013800", "95588", "+12125550100")) {
      assertThat(callable(number)).as(number).isFalse();
    }
    assertThat(callable("13900139000")).as("blocked").isFalse();
  }

  @Test
  void where_agents_have_to_claim_it_nobody_is_promised_his_turn() {
    Rules byHand = rules(rule(false, false, Order.AGENT_FIRST));
    assertThat(byHand.callable(new PhoneNumber("13800138000"), LINE, MORNING)).isFalse();
  }

  @Test
  void how_he_is_called_is_said_by_his_lines_rule() {
    Callback task = Rulings.OPENING.open(Rulings.lost("c1", "13800138000", MORNING));
    assertThat(rules(Rulings.T10).manner(task)).isEqualTo(Manner.PLAIN);
    assertThat(rules(rule(true, true, Order.AGENT_FIRST)).manner(task))
        .isEqualTo(new Manner(true, false));
    assertThat(rules(rule(true, false, Order.CUSTOMER_FIRST)).manner(task))
        .isEqualTo(new Manner(false, true));
  }

  private static CallbackRule rule(boolean automatic, boolean listenFirst, Order order) {
    CallbackRule it = Rulings.T10;
    return new CallbackRule(
        "*",
        it.from(),
        it.reason(),
        it.firstWithin(),
        it.notWithin(),
        it.attempts(),
        it.spacing(),
        it.quiet(),
        it.fresh(),
        it.shortAbandon(),
        it.giveUp(),
        it.claim(),
        automatic,
        it.keepFree(),
        it.scheduleWithin(),
        listenFirst,
        order);
  }
}
