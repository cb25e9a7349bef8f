package linekeeper.recording.model;

import static linekeeper.recording.model.CustodyAlarm.CORRUPT;
import static linekeeper.recording.model.CustodyAlarm.ENDLESS;
import static linekeeper.recording.model.CustodyAlarm.LOCAL_KEPT;
import static linekeeper.recording.model.CustodyAlarm.MISSING;
import static linekeeper.recording.model.CustodyAlarm.RETRY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.kernel.Step;
import linekeeper.recording.model.Custody.Absent;
import linekeeper.recording.model.Custody.Corrupt;
import linekeeper.recording.model.Custody.FailedRetryable;
import linekeeper.recording.model.Custody.FileClosed;
import linekeeper.recording.model.Custody.Hashed;
import linekeeper.recording.model.Custody.Linked;
import linekeeper.recording.model.Custody.Look;
import linekeeper.recording.model.Custody.Missing;
import linekeeper.recording.model.Custody.Pending;
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
import org.jspecify.annotations.Nullable;

/**
 * Takes one recording from the spool into the store; the picture is {@link Custody}'s. An input
 * that belongs to an earlier state has been heard before and changes nothing. The local copy is
 * given up in {@link Stored} only, which only {@link ReadBackSame} leads to.
 */
public final class CustodyMachine {
  /** A file of a dead channel is complete when it kept its size for this long. */
  static final Duration SETTLE = Duration.ofSeconds(1);

  /** How long a file that should be there may take to appear. */
  static final Duration APPEAR = Duration.ofSeconds(10);

  static final Duration LOOK_EVERY = Duration.ofMillis(250);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** One bad read-back may be the way back's fault; this many are not. */
  static final int MISMATCHES = 3;

  private static final int LARGEST_SHIFT = 6;

  private CustodyMachine() {}

  /** What becomes of a recording when something is heard. Never refuses: nobody commands it. */
  public static Step<Custody, CustodyAlarm> step(Custody state, CustodyInput input, Instant now) {
    return switch (state) {
      case Pending pending -> pending(pending, 0, pending, input, now);
      case FailedRetryable failed ->
          pending(failed.before(), failed.attempts(), failed, input, now);
      case Stored stored -> stored(stored, input, now);
      case Absent absent -> absent(absent, input, now);
      case Linked linked when input instanceof PurgeOrdered order ->
          purging(linked.stored(), linked.act(), order, now);
      case Linked linked -> Step.same(linked);
      case Purging purging -> purging(purging, input, now);
      case Purged purged -> Step.same(purged);
      case Corrupt corrupt -> Step.same(corrupt);
    };
  }

  /**
   * A pending state takes its inputs the same whether or not its last attempt failed.
   *
   * @param as what it stays where the input means nothing to it
   */
  private static Step<Custody, CustodyAlarm> pending(
      Pending state, int attempts, Custody as, CustodyInput input, Instant now) {
    if (input instanceof StepFailed(String reason)) {
      return failed(state, attempts, reason, now);
    }
    Step<Custody, CustodyAlarm> step =
        switch (state) {
          case Recording it -> recording(it, input, now);
          case FileClosed it -> fileClosed(it, input);
          case Probed it -> probed(it, input);
          case Hashed it -> hashed(it, input);
          case Uploading it -> uploading(it, attempts, input, now);
        };
    return step.state().equals(state) ? Step.same(as) : step;
  }

  private static Step<Custody, CustodyAlarm> recording(
      Recording state, CustodyInput input, Instant now) {
    return switch (input) {
      case StopHeard it when state.stoppedAt() == null ->
          Step.to(new Recording(it.at(), null, Instant.EPOCH, state.endlessAt()));
      case FileSeen it when state.stoppedAt() != null -> seen(state, state.stoppedAt(), it, now);
      case FileSeen it when it.overdue() -> endless(state, now);
      case StopHeard _, FileSeen _ -> Step.same(state);
      case Played _, Unplayable _, Digested _, PlaceChosen _ -> Step.same(state);
      case ReadBackSame _, ReadBackDifferent _, LocalRemoved _, LocalDiffers _ -> Step.same(state);
      case FileGone _, StepFailed _, ActNamed _, PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> seen(
      Recording state, Instant stoppedAt, FileSeen file, Instant now) {
    Look before = state.seen();
    long bytes = file.size() == null ? 0 : file.size();
    boolean nothing = bytes == 0;
    if (before == null || before.size() != bytes) {
      Duration pause = state.endlessAt() == null ? LOOK_EVERY : LONGEST_PAUSE;
      Recording grown =
          new Recording(stoppedAt, new Look(bytes, now), now.plus(pause), state.endlessAt());
      return before != null && file.overdue() ? endless(grown, now) : Step.to(grown);
    }
    Duration kept = Duration.between(before.since(), now);
    if (kept.compareTo(nothing ? APPEAR : SETTLE) < 0) {
      return Step.to(new Recording(stoppedAt, before, now.plus(LOOK_EVERY), state.endlessAt()));
    }
    return nothing ? absent(file) : Step.to(new FileClosed());
  }

  /** It is waited for all the same: what was said so far is evidence. Told once. */
  private static Step<Custody, CustodyAlarm> endless(Recording state, Instant now) {
    return state.endlessAt() == null
        ? Step.to(
            new Recording(state.stoppedAt(), state.seen(), state.lookAt(), now), List.of(ENDLESS))
        : Step.to(state);
  }

  private static Step<Custody, CustodyAlarm> absent(FileSeen file) {
    String reason = file.size() == null ? "no file" : Absent.EMPTY;
    return file.brief()
        ? Step.to(new Unheard(reason))
        : Step.to(new Missing(reason), List.of(MISSING));
  }

  private static Step<Custody, CustodyAlarm> fileClosed(FileClosed state, CustodyInput input) {
    return switch (input) {
      case Played it -> Step.to(new Probed(it.audio()));
      case Unplayable it -> corrupt(state, it.reason());
      case FileGone _ -> gone();
      case StopHeard _, FileSeen _, Digested _, PlaceChosen _ -> Step.same(state);
      case ReadBackSame _, ReadBackDifferent _, LocalRemoved _, LocalDiffers _ -> Step.same(state);
      case StepFailed _, ActNamed _, PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> probed(Probed state, CustodyInput input) {
    return switch (input) {
      case Digested it -> Step.to(new Hashed(state.audio(), it.digest()));
      case Unplayable it -> corrupt(state, it.reason());
      case FileGone _ -> gone();
      case StopHeard _, FileSeen _, Played _, PlaceChosen _ -> Step.same(state);
      case ReadBackSame _, ReadBackDifferent _, LocalRemoved _, LocalDiffers _ -> Step.same(state);
      case StepFailed _, ActNamed _, PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> hashed(Hashed state, CustodyInput input) {
    return switch (input) {
      case PlaceChosen it -> Step.to(new Uploading(state.audio(), state.digest(), it.place(), 0));
      case StopHeard _, FileSeen _, Played _, Unplayable _, Digested _ -> Step.same(state);
      case ReadBackSame _, ReadBackDifferent _, LocalRemoved _, LocalDiffers _ -> Step.same(state);
      case FileGone _, StepFailed _, ActNamed _, PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> uploading(
      Uploading state, int attempts, CustodyInput input, Instant now) {
    return switch (input) {
      case ReadBackSame _ ->
          Step.to(new Stored(state.audio(), state.digest(), state.place(), now, now));
      case ReadBackDifferent _ -> differs(state, attempts, now);
      case Unplayable it -> corrupt(state, it.reason());
      case FileGone _ -> gone();
      case StopHeard _, FileSeen _, Played _, Digested _, PlaceChosen _ -> Step.same(state);
      case LocalRemoved _, LocalDiffers _, StepFailed _, ActNamed _ -> Step.same(state);
      case PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> differs(Uploading state, int attempts, Instant now) {
    Uploading again =
        new Uploading(state.audio(), state.digest(), state.place(), state.mismatches() + 1);
    String reason = "the store gave back something else";
    return again.mismatches() < MISMATCHES
        ? failed(again, attempts, reason, now)
        : corrupt(again, reason);
  }

  private static Step<Custody, CustodyAlarm> stored(Stored state, CustodyInput input, Instant now) {
    return switch (input) {
      case LocalRemoved _ -> Step.to(removeAt(state, null));
      case LocalDiffers _ when state.removeAt() != null ->
          Step.to(removeAt(state, null), List.of(LOCAL_KEPT));
      case StepFailed _ when state.removeAt() != null ->
          Step.to(removeAt(state, now.plus(LONGEST_PAUSE)), List.of(LOCAL_KEPT));
      case ActNamed it when state.removeAt() == null -> Step.to(new Linked(state, it.act()));
      case PurgeOrdered it when state.removeAt() == null -> purging(state, null, it, now);
      case LocalDiffers _, StepFailed _, ActNamed _ -> Step.same(state);
      case PurgeOrdered _, NothingLeft _ -> Step.same(state);
      case StopHeard _, FileSeen _, Played _, Unplayable _, Digested _ -> Step.same(state);
      case PlaceChosen _, ReadBackSame _, ReadBackDifferent _, FileGone _ -> Step.same(state);
    };
  }

  private static Stored removeAt(Stored state, @Nullable Instant removeAt) {
    return new Stored(state.audio(), state.digest(), state.place(), state.storedAt(), removeAt);
  }

  /** A spool that was not mounted, say: the file may turn up after all. */
  private static Step<Custody, CustodyAlarm> absent(Absent state, CustodyInput input, Instant now) {
    boolean empty = state.reason().equals(Absent.EMPTY);
    return switch (input) {
      case FileSeen(Long size, var _, var _) when size != null && size > 0 ->
          Step.to(new Recording(now, new Look(size, now), now.plus(LOOK_EVERY)));
      case LocalRemoved _ when empty -> Step.to(state.because(Absent.EMPTY_REMOVED));
      case StepFailed _ when empty -> Step.to(state.because(Absent.EMPTY_STAYS));
      case FileSeen _, StopHeard _, Played _, Unplayable _, Digested _ -> Step.same(state);
      case PlaceChosen _, ReadBackSame _, ReadBackDifferent _, FileGone _ -> Step.same(state);
      case LocalRemoved _, LocalDiffers _, StepFailed _, ActNamed _ -> Step.same(state);
      case PurgeOrdered _, NothingLeft _ -> Step.same(state);
    };
  }

  private static Step<Custody, CustodyAlarm> purging(
      Stored stored, @Nullable String act, PurgeOrdered input, Instant now) {
    return Step.to(new Purging(stored, act, input.order(), now, null));
  }

  /** Only what was seen not to be there is purged; nothing else leads out of here. */
  private static Step<Custody, CustodyAlarm> purging(
      Purging state, CustodyInput input, Instant now) {
    if (input instanceof NothingLeft) {
      return Step.to(new Purged(state.stored(), state.act(), state.order(), now));
    }
    return input instanceof StepFailed(String reason)
        ? Step.to(
            new Purging(
                state.stored(), state.act(), state.order(), now.plus(LONGEST_PAUSE), reason),
            List.of(RETRY))
        : Step.same(state);
  }

  private static Step<Custody, CustodyAlarm> failed(
      Pending state, int attempts, String reason, Instant now) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, LARGEST_SHIFT));
    Instant due = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    return Step.to(new FailedRetryable(state, attempts + 1, due, reason), List.of(RETRY));
  }

  private static Step<Custody, CustodyAlarm> corrupt(Pending state, String reason) {
    return Step.to(new Corrupt(state, reason), List.of(CORRUPT));
  }

  private static Step<Custody, CustodyAlarm> gone() {
    return Step.to(new Missing("the file is gone"), List.of(MISSING));
  }
}
