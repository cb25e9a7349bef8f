package linekeeper.telephony.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import linekeeper.kernel.Step;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.model.LinkInput.Probe;
import org.junit.jupiter.api.Test;

/** Laws that hold for every link, whatever comes in whatever order. */
class LinkLawsTest {
  private static final Snapshot NOTHING = new Snapshot(List.of(), Set.of(), Set.of());
  private static final List<Probe> PROBES = List.of(Probe.values());
  private static final int RUNS = 2_000;
  private static final int STEPS = 200;

  private record Happened(Link.State before, LinkInput input, Link.State after, List<?> effects) {}

  @Test
  void facts_flow_only_after_a_snapshot_was_published_in_the_same_breath() {
    everywhere(h -> {
      if (h.after.seen() == LinkState.UP && h.before.seen() != LinkState.UP) {
        assertThat(h.effects).first().isInstanceOf(LinkEffect.Publish.class);
      }
    });
  }

  @Test
  void every_change_of_state_is_announced_once_and_none_without_a_change() {
    everywhere(h -> {
      List<LinkState> announced =
          h.effects.stream()
              .filter(LinkEffect.Announce.class::isInstance)
              .map(e -> ((LinkEffect.Announce) e).state())
              .toList();
      boolean changed =
          h.before.seen() != h.after.seen() || h.before.getClass() != h.after.getClass();
      assertThat(announced).isEqualTo(changed ? List.of(h.after.seen()) : List.of());
    });
  }

  @Test
  void whoever_goes_down_closes_the_socket_and_arranges_to_come_back_or_has_left() {
    everywhere(h -> {
      if (h.after instanceof Link.Down && !(h.before instanceof Link.Down)) {
        assertThat(h.effects).anyMatch(LinkEffect.Close.class::isInstance);
        assertThat(h.effects).filteredOn(LinkEffect.Retry.class::isInstance).hasSize(1);
      }
      if (h.before instanceof Link.Left) {
        assertThat(h.after).isInstanceOf(Link.Left.class);
        assertThat(h.effects).isEmpty();
      }
    });
  }

  @Test
  void a_socket_is_opened_only_by_one_who_had_none() {
    everywhere(h -> {
      if (h.effects.stream().anyMatch(LinkEffect.Open.class::isInstance)) {
        assertThat(h.before).isInstanceOf(Link.Down.class);
      }
    });
  }

  private static void everywhere(java.util.function.Consumer<Happened> law) {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Link.State state = Link.start();
      Instant now = Instant.EPOCH;
      for (int i = 0; i < STEPS; i++) {
        now = now.plusMillis(random.nextInt(900));
        LinkInput input = any(random, state);
        Step<Link.State, LinkEffect> step = Link.step(state, input, now);
        Happened happened =
            new Happened(state, input, step.state(), new ArrayList<>(step.effects()));
        try {
          law.accept(happened);
        } catch (AssertionError broken) {
          throw new AssertionError("seed " + seed + ", step " + i + ": " + happened, broken);
        }
        state = step.state();
      }
    }
  }

  /** Any input at all, with those that lead on a little likelier, so that Up is reached. */
  private static LinkInput any(Random random, Link.State state) {
    if (random.nextInt(3) > 0) {
      switch (state) {
        case Link.Down _ -> {
          return new LinkInput.Connect();
        }
        case Link.Dialling _ -> {
          return new LinkInput.Opened();
        }
        case Link.Greeting _ -> {
          return new LinkInput.Greeted();
        }
        case Link.Syncing _ -> {
          return new LinkInput.Taken(NOTHING);
        }
        case Link.Up _, Link.Draining _, Link.Left _ -> {}
      }
    }
    double jitter = random.nextDouble();
    return switch (random.nextInt(40)) {
      case 0 -> new LinkInput.Drain();
      case 1 -> new LinkInput.Drained();
      case 2, 3 -> new LinkInput.Lost("lost", jitter);
      case 4, 5 -> new LinkInput.Garbled(jitter);
      case 6 -> new LinkInput.Connect();
      case 7 -> new LinkInput.Opened();
      case 8 -> new LinkInput.Greeted();
      case 9 -> new LinkInput.Taken(NOTHING);
      case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 ->
          new LinkInput.Tick(random.nextBoolean(), jitter);
      default -> new LinkInput.Echo(PROBES.get(random.nextInt(PROBES.size())));
    };
  }
}
