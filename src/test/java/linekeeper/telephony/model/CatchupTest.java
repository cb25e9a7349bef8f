package linekeeper.telephony.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Snapshot;
import org.junit.jupiter.api.Test;

class CatchupTest {
  private static final LegId KNOWN = new LegId("known");
  private static final LegId NEW = new LegId("new");
  private static final Snapshot STOCK =
      new Snapshot(
          List.of(new Snapshot.Leg(KNOWN, true, false, PhoneNumber.WITHHELD, "", "12345")),
          Set.of(),
          Set.of());

  @Test
  void an_arrival_that_the_stock_has_already_is_not_told_again() {
    assertThat(Catchup.newer(STOCK, List.of(arrived(KNOWN), arrived(NEW))))
        .containsExactly(arrived(NEW));
  }

  @Test
  void an_answer_after_the_stock_was_taken_is_told() {
    assertThat(Catchup.newer(STOCK, List.of(new Fact.LegUp(KNOWN))))
        .containsExactly(new Fact.LegUp(KNOWN));
  }

  @Test
  void a_leg_that_came_and_went_while_stock_was_taken_does_not_stay() {
    List<Fact> both = List.of(arrived(NEW), new Fact.LegGone(NEW, 16));
    assertThat(Catchup.newer(STOCK, both)).isEqualTo(both);
  }

  @Test
  void an_end_is_never_swallowed() {
    List<Fact> ends = List.of(new Fact.LegGone(KNOWN, 16), new Fact.LegLeft(NEW));
    assertThat(Catchup.newer(STOCK, ends)).isEqualTo(ends);
  }

  private static Fact arrived(LegId leg) {
    return new Fact.LegArrived(leg, PhoneNumber.WITHHELD, "", "12345");
  }
}
