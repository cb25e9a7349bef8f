package linekeeper.telephony.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.Step;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.model.LinkInput.Probe;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final Instant START = Instant.EPOCH;
  private static final Snapshot NOTHING = new Snapshot(List.of(), Set.of(), Set.of());

  private Link.State state = Link.start();
  private Instant now = START;

  @Test
  void a_link_that_is_wanted_comes_up_by_way_of_a_snapshot() {
    assertThat(tell(new LinkInput.Connect()))
        .containsExactly(
            new LinkEffect.Announce(LinkState.DIALLING, "connecting"), new LinkEffect.Open());
    assertThat(tell(new LinkInput.Opened())).contains(new LinkEffect.Greet());
    assertThat(tell(new LinkInput.Greeted())).contains(new LinkEffect.TakeStock());
    assertThat(tell(new LinkInput.Taken(NOTHING)))
        .containsExactly(
            new LinkEffect.Publish(NOTHING),
            new LinkEffect.Announce(LinkState.UP, "in step with the switch"),
            new LinkEffect.SendCanaries());
    assertThat(state.seen()).isEqualTo(LinkState.UP);
  }

  @Test
  void a_switch_that_cannot_be_reached_is_tried_again_ever_more_slowly() {
    List<Duration> waits = new java.util.ArrayList<>();
    for (int i = 0; i < 9; i++) {
      tell(new LinkInput.Connect());
      tell(new LinkInput.Lost("refused", 0.0)).stream()
          .filter(LinkEffect.Retry.class::isInstance)
          .forEach(effect -> waits.add(((LinkEffect.Retry) effect).after()));
    }
    assertThat(waits.stream().map(Duration::toMillis))
        .containsExactly(50L, 100L, 200L, 400L, 800L, 1_000L, 1_000L, 1_000L, 1_000L);
  }

  @Test
  void jitter_shortens_a_wait_by_up_to_half() {
    assertThat(Link.backOff(3, 0.0)).isEqualTo(Duration.ofMillis(400));
    assertThat(Link.backOff(3, 1.0)).isEqualTo(Duration.ofMillis(200));
    assertThat(Link.backOff(1_000_000, 0.0)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_lost_link_goes_down_and_says_why() {
    up();
    assertThat(tell(new LinkInput.Lost("the connection ended", 0.0)))
        .containsExactly(
            new LinkEffect.Close("the connection ended"),
            new LinkEffect.Announce(LinkState.DOWN, "the connection ended"),
            new LinkEffect.Retry(Duration.ofMillis(50)));
  }

  @Test
  void a_link_that_keeps_falling_right_after_it_came_up_is_not_hammered() {
    up();
    tell(new LinkInput.Lost("again", 0.0));
    up();
    assertThat(tell(new LinkInput.Lost("again", 0.0)))
        .contains(new LinkEffect.Retry(Duration.ofMillis(100)));
    up();
    now = now.plus(Link.STEADY);
    assertThat(tell(new LinkInput.Lost("after a good while", 0.0)))
        .contains(new LinkEffect.Retry(Duration.ofMillis(50)));
  }

  @Test
  void signs_of_life_go_out_every_two_seconds() {
    up();
    int sent = 0;
    for (int i = 0; i < 20; i++) {
      for (Probe probe : Probe.values()) {
        tell(new LinkInput.Echo(probe));
      }
      sent += tick(Duration.ofMillis(500), true).contains(new LinkEffect.SendCanaries()) ? 1 : 0;
    }
    assertThat(sent).isEqualTo(5);
    assertThat(state.seen()).isEqualTo(LinkState.UP);
  }

  @Test
  void each_way_through_the_switch_that_falls_silent_is_noticed_within_six_seconds() {
    for (Probe silent : Probe.values()) {
      up();
      Duration took = Duration.ZERO;
      while (state.seen() == LinkState.UP && took.compareTo(Duration.ofMinutes(1)) < 0) {
        for (Probe probe : Probe.values()) {
          if (probe != silent) {
            tell(new LinkInput.Echo(probe));
          }
        }
        tick(Duration.ofMillis(500), true);
        took = took.plusMillis(500);
      }
      assertThat(took).as(silent.name()).isLessThan(Duration.ofSeconds(6));
      assertThat(state.seen()).isEqualTo(LinkState.DOWN);
    }
  }

  @Test
  void the_silence_of_a_manager_interface_that_is_not_connected_means_nothing() {
    up();
    for (int i = 0; i < 30; i++) {
      tell(new LinkInput.Echo(Probe.ARI_EVENT));
      tell(new LinkInput.Echo(Probe.ARI_REPLY));
      tick(Duration.ofMillis(500), false);
    }
    assertThat(state.seen()).isEqualTo(LinkState.UP);
    // and once it is connected it has its full time to speak
    tick(Duration.ofMillis(500), true);
    assertThat(state.seen()).isEqualTo(LinkState.UP);
  }

  @Test
  void garbage_means_that_stock_is_taken_again_but_a_storm_of_it_ends_the_link() {
    up();
    now = now.plusSeconds(3);
    assertThat(tell(new LinkInput.Garbled(0.0))).contains(new LinkEffect.TakeStock());
    tell(new LinkInput.Taken(NOTHING));
    assertThat(tell(new LinkInput.Garbled(0.0)))
        .contains(new LinkEffect.Announce(LinkState.DOWN, "garbled again and again"));
  }

  @Test
  void no_stage_on_the_way_up_lasts_for_ever() {
    for (int stages = 1; stages <= 3; stages++) {
      state = Link.start();
      tell(new LinkInput.Connect());
      if (stages > 1) {
        tell(new LinkInput.Opened());
      }
      if (stages > 2) {
        tell(new LinkInput.Greeted());
      }
      tick(Link.PATIENCE, true);
      assertThat(state.seen()).as("after stage %s", stages).isEqualTo(LinkState.DOWN);
    }
  }

  @Test
  void draining_waits_for_what_was_asked_and_then_leaves_for_good() {
    up();
    assertThat(tell(new LinkInput.Drain()))
        .containsExactly(new LinkEffect.Announce(LinkState.DRAINING, "shutting down"));
    assertThat(tell(new LinkInput.Drained())).contains(new LinkEffect.Close("shut down"));
    assertThat(tell(new LinkInput.Connect())).isEmpty();
  }

  @Test
  void draining_has_an_end_even_when_nobody_answers() {
    up();
    tell(new LinkInput.Drain());
    tick(Link.PATIENCE, true);
    assertThat(state).isEqualTo(new Link.Left());
  }

  private void up() {
    tell(new LinkInput.Connect());
    tell(new LinkInput.Opened());
    tell(new LinkInput.Greeted());
    tell(new LinkInput.Taken(NOTHING));
    assertThat(state.seen()).isEqualTo(LinkState.UP);
  }

  private List<LinkEffect> tick(Duration after, boolean ami) {
    now = now.plus(after);
    return tell(new LinkInput.Tick(ami, 0.0));
  }

  private List<LinkEffect> tell(LinkInput input) {
    Step<Link.State, LinkEffect> step = Link.step(state, input, now);
    state = step.state();
    return step.effects();
  }
}
