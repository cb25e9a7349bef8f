package linekeeper.recording.model;

import static linekeeper.recording.model.CustodyAlarm.CORRUPT;
import static linekeeper.recording.model.CustodyAlarm.LOCAL_KEPT;
import static linekeeper.recording.model.CustodyAlarm.MISSING;
import static linekeeper.recording.model.CustodyAlarm.RETRY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import linekeeper.kernel.Step;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Missing;
import linekeeper.recording.model.Custody.Probed;
import linekeeper.recording.model.Custody.Purged;
import linekeeper.recording.model.Custody.Purging;
import linekeeper.recording.model.Custody.Recording;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Custody.Unheard;
import linekeeper.recording.model.Custody.Uploading;
import linekeeper.recording.model.CustodyInput.ActNamed;
import linekeeper.recording.model.CustodyInput.Digested;
import linekeeper.recording.model.CustodyInput.FileGone;
import linekeeper.recording.model.CustodyInput.FileSeen;
import linekeeper.recording.model.CustodyInput.LocalDiffers;
import linekeeper.recording.model.CustodyInput.LocalRemoved;
import linekeeper.recording.model.CustodyInput.NothingLeft;
import linekeeper.recording.model.CustodyInput.PlaceChosen;
import linekeeper.recording.model.CustodyInput.Played;
import linekeeper.recording.model.CustodyInput.PurgeOrdered;
import linekeeper.recording.model.CustodyInput.ReadBackDifferent;
import linekeeper.recording.model.CustodyInput.ReadBackSame;
import linekeeper.recording.model.CustodyInput.StepFailed;
import linekeeper.recording.model.CustodyInput.StopHeard;
import linekeeper.recording.model.CustodyInput.Unplayable;
import org.junit.jupiter.api.Test;

class CustodyMachineTest {
  static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  static final Audio AUDIO = new Audio(96_044, 3000, 2, 8000, 96_000, 0);
  static final Place PLACE = new Place("recordings", "recordings/2026/11/20/r1.wav");
  private static final String DIGEST = "ab".repeat(32);

  private Custody state = Recording.BEGUN;
  private Instant now = T0;
  private List<CustodyAlarm> alarms = List.of();

  private void hear(CustodyInput input) {
    Step<Custody, CustodyAlarm> step = CustodyMachine.step(state, input, now);
    assertThat(step.refusal()).as("nobody commands it").isNull();
    state = step.state();
    alarms = step.effects();
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  private Task due() {
    return Task.next(state).orElseThrow().task();
  }

  @Test
  void a_recording_goes_from_the_spool_to_the_store_step_by_step() {
    assertThat(Task.next(state)).as("while it talks there is nothing to do").isEmpty();
    hear(new StopHeard(now));
    assertThat(due()).isEqualTo(Task.LOOK);
    hear(new FileSeen(96_000L, false));
    after(CustodyMachine.SETTLE);
    hear(new FileSeen(96_000L, false));
    assertThat(state).isEqualTo(new FileClosed());
    assertThat(due()).isEqualTo(Task.PLAY);
    hear(new Played(AUDIO));
    assertThat(due()).isEqualTo(Task.DIGEST);
    hear(new Digested(DIGEST));
    assertThat(due()).isEqualTo(Task.CHOOSE_PLACE);
    hear(new PlaceChosen(PLACE));
    assertThat(due()).isEqualTo(Task.SHIP);
    hear(new ReadBackSame());
    assertThat(state).isEqualTo(new Stored(AUDIO, DIGEST, PLACE, now, now));
    assertThat(due()).isEqualTo(Task.REMOVE_LOCAL);
    hear(new LocalRemoved());
    assertThat(Task.next(state)).isEmpty();
    assertThat(state.name()).isEqualTo("STORED");
    hear(new ActNamed("order:1"));
    assertThat(state).isInstanceOf(Linked.class);
  }

  @Test
  void a_file_is_not_looked_at_before_the_switch_stopped() {
    hear(new FileSeen(96_000L, false));
    after(Duration.ofHours(1));
    hear(new FileSeen(96_000L, false));
    assertThat(state).isEqualTo(Recording.BEGUN);
  }

  @Test
  void a_file_that_never_appears_is_missing_and_said_to_be() {
    hear(new StopHeard(now));
    hear(new FileSeen(null, false));
    after(CustodyMachine.APPEAR.minusMillis(1));
    hear(new FileSeen(null, false));
    assertThat(state).isInstanceOf(Recording.class);
    after(Duration.ofMillis(1));
    hear(new FileSeen(null, false));
    assertThat(state).isEqualTo(new Missing("no file"));
    assertThat(alarms).containsExactly(MISSING);
  }

  @Test
  void an_empty_file_is_missing_too_and_does_not_stay_in_the_spool() {
    hear(new StopHeard(now));
    hear(new FileSeen(0L, false));
    after(CustodyMachine.APPEAR);
    hear(new FileSeen(0L, false));
    assertThat(state).isEqualTo(new Missing("empty file"));
    assertThat(due()).isEqualTo(Task.REMOVE_LOCAL);
    hear(new LocalRemoved());
    assertThat(state).isEqualTo(new Missing("empty file, removed"));
    assertThat(Task.next(state)).isEmpty();
  }

  @Test
  void who_hangs_up_before_anything_is_heard_leaves_nothing_to_keep_and_raises_no_alarm() {
    for (Long size : new Long[] {null, 0L}) {
      state = Recording.BEGUN;
      hear(new StopHeard(now));
      hear(new FileSeen(size, true));
      after(CustodyMachine.APPEAR);
      hear(new FileSeen(size, true));
      assertThat(state).isInstanceOf(Unheard.class);
      assertThat(state.name()).isEqualTo("UNHEARD");
      assertThat(alarms).isEmpty();
    }
    assertThat(due()).isEqualTo(Task.REMOVE_LOCAL);
    hear(new LocalRemoved());
    assertThat(state).isEqualTo(new Unheard("empty file, removed"));
    assertThat(Task.next(state)).isEmpty();
    hear(new FileSeen(640L, true));
    assertThat(state).as("there was something after all").isInstanceOf(Recording.class);
  }

  @Test
  void a_missing_file_that_turns_up_is_taken_after_all() {
    state = new Missing("no file");
    hear(new FileSeen(null, false));
    assertThat(state).isInstanceOf(Missing.class);
    hear(new FileSeen(640L, false));
    assertThat(due()).isEqualTo(Task.LOOK);
    after(CustodyMachine.SETTLE);
    hear(new FileSeen(640L, false));
    assertThat(state).isEqualTo(new FileClosed());
  }

  @Test
  void a_step_that_fails_is_tried_again_later_and_later_but_at_least_every_minute() {
    state = new Uploading(AUDIO, DIGEST, PLACE, 0);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      hear(new StepFailed("the store is away"));
      assertThat(alarms).containsExactly(RETRY);
      Task.Due due = Task.next(state).orElseThrow();
      assertThat(due.task()).isEqualTo(Task.SHIP);
      pauses.add(Duration.between(now, due.at()).toSeconds());
      now = due.at();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    hear(new ReadBackSame());
    assertThat(state).isInstanceOf(Stored.class);
  }

  @Test
  void a_failure_keeps_what_was_known_and_success_forgets_the_failures() {
    state = new FailedRetryable(new FileClosed(), 5, T0, "disk full");
    hear(new Played(AUDIO));
    assertThat(state).isEqualTo(new Probed(AUDIO));
    hear(new StepFailed("again"));
    assertThat(state)
        .isEqualTo(new FailedRetryable(new Probed(AUDIO), 1, now.plusSeconds(1), "again"));
  }

  @Test
  void a_wrong_read_back_is_looked_at_again_before_it_is_believed() {
    state = new Uploading(AUDIO, DIGEST, PLACE, 0);
    for (int i = 1; i < CustodyMachine.MISMATCHES; i++) {
      hear(new ReadBackDifferent());
      assertThat(state).isInstanceOf(FailedRetryable.class);
    }
    hear(new ReadBackDifferent());
    assertThat(state).isInstanceOf(Corrupt.class);
    assertThat(alarms).containsExactly(CORRUPT);
    assertThat(Task.next(state)).as("nothing of it is touched any more").isEmpty();
  }

  @Test
  void a_wrong_read_back_that_was_the_wires_fault_is_forgiven() {
    state = new Uploading(AUDIO, DIGEST, PLACE, 0);
    hear(new ReadBackDifferent());
    hear(new ReadBackSame());
    assertThat(state).isInstanceOf(Stored.class);
  }

  @Test
  void a_file_that_cannot_be_played_is_corrupt() {
    state = new FileClosed();
    hear(new Unplayable("nonsense"));
    assertThat(state).isEqualTo(new Corrupt(new FileClosed(), "nonsense"));
    assertThat(alarms).containsExactly(CORRUPT);
  }

  @Test
  void a_local_copy_that_differs_stays_and_one_that_cannot_be_removed_is_tried_again() {
    state = new Stored(AUDIO, DIGEST, PLACE, T0, T0);
    hear(new StepFailed("read-only disk"));
    assertThat(alarms).containsExactly(LOCAL_KEPT);
    assertThat(Task.next(state).orElseThrow().at()).isAfter(now);
    hear(new LocalDiffers("grew"));
    assertThat(alarms).containsExactly(LOCAL_KEPT);
    assertThat(Task.next(state)).isEmpty();
  }

  @Test
  void a_file_that_vanishes_before_it_is_stored_is_missing() {
    for (Custody before :
        List.of(new FileClosed(), new Probed(AUDIO), new Uploading(AUDIO, DIGEST, PLACE, 0))) {
      state = before;
      hear(new FileGone());
      assertThat(state).isEqualTo(new Missing("the file is gone"));
      assertThat(alarms).containsExactly(MISSING);
    }
  }

  @Test
  void what_is_ordered_to_be_purged_is_tried_until_nothing_is_left_and_there_is_no_way_back() {
    Stored stored = new Stored(AUDIO, DIGEST, PLACE, T0, null);
    PurgeOrder order = new PurgeOrder("security1", "over", T0, LocalDate.of(2028, 11, 22), "rule");
    state = new Stored(AUDIO, DIGEST, PLACE, T0, T0);
    hear(new PurgeOrdered(order));
    assertThat(state).as("not while its local copy is being removed").isInstanceOf(Stored.class);
    state = new Linked(stored, "order:1");
    hear(new PurgeOrdered(order));
    assertThat(due()).isEqualTo(Task.PURGE);
    hear(new StepFailed("away"));
    assertThat(alarms).containsExactly(RETRY);
    assertThat(Task.next(state).orElseThrow().at()).isAfter(now);
    for (CustodyInput input : List.of(new FileSeen(7L, false), new ActNamed("x"), new FileGone())) {
      hear(input);
      assertThat(state).isInstanceOf(Purging.class);
    }
    hear(new NothingLeft());
    assertThat(state).isEqualTo(new Purged(stored, "order:1", order, now));
    assertThat(Task.next(state)).isEmpty();
    hear(new PurgeOrdered(order));
    assertThat(state).isInstanceOf(Purged.class);
  }

  @Test
  void what_is_not_in_the_store_cannot_be_purged() {
    PurgeOrder order = new PurgeOrder("security1", "over", T0, LocalDate.of(2028, 11, 22), "rule");
    for (Custody before :
        List.of(
            Recording.BEGUN,
            new FileClosed(),
            new Uploading(AUDIO, DIGEST, PLACE, 0),
            new Missing("no file"),
            new Corrupt(new FileClosed(), "nonsense"))) {
      state = before;
      hear(new PurgeOrdered(order));
      assertThat(state).isEqualTo(before);
    }
  }

  /** Law: whatever is heard, the local copy is given up only after it was read back the same. */
  @Test
  void nothing_but_a_true_read_back_ever_leads_to_the_removal_of_the_local_copy() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      state = Recording.BEGUN;
      now = T0;
      boolean proved = false;
      for (int i = 0; i < 60; i++) {
        CustodyInput input = anything(random);
        proved |= input instanceof ReadBackSame && shipping(state);
        hear(input);
        after(Duration.ofMillis(random.nextInt(3000)));
        boolean removes = Task.next(state).filter(d -> d.task() == Task.REMOVE_LOCAL).isPresent();
        assertThat(!removes || proved).as("seed %s", seed).isTrue();
        assertThat(state instanceof Stored || state instanceof Linked)
            .as("seed %s: stored if and only if proved", seed)
            .isEqualTo(proved);
      }
    }
  }

  /** Law: what is heard twice counts once. */
  @Test
  void an_input_told_again_changes_nothing_more() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      state = Recording.BEGUN;
      for (int i = 0; i < 40; i++) {
        CustodyInput input = anything(random);
        hear(input);
        Custody once = state;
        if (!(input instanceof StepFailed || input instanceof ReadBackDifferent)) {
          hear(input);
          assertThat(state.name()).as("seed %s, %s", seed, input).isEqualTo(once.name());
        }
        after(Duration.ofMillis(random.nextInt(500)));
      }
    }
  }

  /** Law: while it is not settled, there is always something that will be done. */
  @Test
  void no_recording_is_ever_forgotten_on_its_way() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      state = Recording.BEGUN;
      hear(new StopHeard(now));
      for (int i = 0; i < 40; i++) {
        hear(anything(random));
        after(Duration.ofMillis(random.nextInt(500)));
        if (state instanceof Custody.Pending || state instanceof FailedRetryable) {
          assertThat(Task.next(state)).as("seed %s: %s", seed, state).isPresent();
        }
      }
    }
  }

  private static boolean shipping(Custody state) {
    Custody inner = state instanceof FailedRetryable failed ? failed.before() : state;
    return inner instanceof Uploading;
  }

  private static CustodyInput anything(Random random) {
    List<CustodyInput> inputs =
        List.of(
            new StopHeard(T0),
            new FileSeen(96_000L, false),
            new FileSeen(96_000L, false),
            new FileSeen(null, false),
            new Played(AUDIO),
            new Digested(DIGEST),
            new PlaceChosen(PLACE),
            new ReadBackSame(),
            new ReadBackDifferent(),
            new LocalRemoved(),
            new LocalDiffers("grew"),
            new FileGone(),
            new StepFailed("away"),
            new ActNamed("order:1"),
            new Unplayable("nonsense"),
            new FileSeen(97_000L, false, true));
    // the rare endings come rarely, so that most walks get somewhere
    int choice = random.nextInt(inputs.size() + 20);
    return choice < inputs.size() ? inputs.get(choice) : inputs.get(choice % 8);
  }
}
