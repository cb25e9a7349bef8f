package linekeeper.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import linekeeper.call.watch.FloorView.CallView;
import linekeeper.call.watch.FloorView.HandedView;
import linekeeper.call.watch.FloorView.SeatView;
import org.jspecify.annotations.Nullable;

/**
 * What one client was told, and what it is to be told next. Promises that a client that applies all
 * of it in order holds what its audience may see of the mirror. Used by the mirror's thread only.
 */
final class Subscription {
  private static final String CALL = "call:";
  private static final String HANDED = "handed:";

  private final Who who;

  /** What was told of that is not for everybody: calls, and what is given to him. */
  private final Set<String> ownTold = new HashSet<>();

  private @Nullable String seat;
  private boolean snapshotOwed = true;
  private long scanned;
  private long told;

  Subscription(Who who) {
    this.who = who;
  }

  /** Patches that several sockets share, by the number they start from; lives for one round. */
  static final class Round {
    private final Instant at;
    private final Map<Long, String> patches = new HashMap<>();

    Round(Instant at) {
      this.at = at;
    }

    private Frames.Stamp stamp(Mirror mirror) {
      return new Frames.Stamp(mirror.version(), mirror.step(), at);
    }
  }

  /** The number this client was told last. */
  long told() {
    return told;
  }

  /** The next thing it is told is the whole state. */
  void oweSnapshot() {
    snapshotOwed = true;
  }

  /** The messages that bring the client up to the mirror; none where it is. */
  List<String> next(Mirror mirror, Round round) {
    SeatView mySeat = mirror.seatOf(who.name());
    String now = mySeat == null ? null : mySeat.id();
    if (!who.seesFloor() && !Objects.equals(now, seat)) {
      snapshotOwed = true;
    }
    seat = now;
    if (snapshotOwed || scanned < mirror.horizon()) {
      return snapshot(mirror, mySeat, round);
    }
    if (scanned == mirror.version()) {
      return List.of();
    }
    return who.seesFloor() ? shared(mirror, round) : own(mirror, mySeat, round);
  }

  private List<String> snapshot(Mirror mirror, @Nullable SeatView mySeat, Round round) {
    List<String> set = new ArrayList<>();
    ownTold.clear();
    for (Entry entry : mirror.present()) {
      String fragment = visible(mirror, entry, mySeat);
      if (fragment != null) {
        set.add(fragment);
        note(entry);
      }
    }
    snapshotOwed = false;
    advance(mirror, true);
    return Frames.snapshot(round.stamp(mirror), set);
  }

  private List<String> shared(Mirror mirror, Round round) {
    String patch = round.patches.get(told);
    if (patch == null) {
      List<String> set = new ArrayList<>();
      List<String> gone = new ArrayList<>();
      for (Entry entry : mirror.after(scanned)) {
        if (entry.vanished()) {
          gone.add(entry.subject());
        } else {
          set.add(mirror.full(entry));
        }
      }
      patch = Frames.patch(told, round.stamp(mirror), set, gone);
      round.patches.put(told, patch);
    }
    advance(mirror, true);
    return List.of(patch);
  }

  private List<String> own(Mirror mirror, @Nullable SeatView mySeat, Round round) {
    List<String> set = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (Entry entry : mirror.after(scanned)) {
      sort(mirror, entry, mySeat, set, gone);
    }
    settleCalls(mirror, mySeat, set, gone);
    boolean news = !set.isEmpty() || !gone.isEmpty();
    List<String> frames =
        news ? List.of(Frames.patch(told, round.stamp(mirror), set, gone)) : List.of();
    advance(mirror, news);
    return frames;
  }

  private void sort(
      Mirror mirror, Entry entry, @Nullable SeatView mySeat, List<String> set, List<String> gone) {
    String fragment = visible(mirror, entry, mySeat);
    boolean outlineUnchanged =
        fragment != null
            && entry.outlineVersion() <= scanned
            && fragment.equals(mirror.outline(entry));
    if (fragment != null && !outlineUnchanged) {
      set.add(fragment);
      note(entry);
    } else if (fragment == null && wasTold(entry)) {
      gone.add(entry.subject());
    }
  }

  /**
   * A call also comes and goes with what the seat says of it, whichever of the two was told first.
   */
  private void settleCalls(
      Mirror mirror, @Nullable SeatView mySeat, List<String> set, List<String> gone) {
    ownTold.removeIf(subject -> {
      if (!subject.startsWith(CALL)) {
        return false;
      }
      boolean lost = !(mirror.view(subject) instanceof CallView call) || !mine(call, mySeat);
      return lost && gone.add(subject);
    });
    if (mySeat != null && mySeat.call() != null) {
      Entry call = mirror.entry(CALL + mySeat.call());
      if (call != null && !call.vanished() && ownTold.add(call.subject())) {
        set.add(mirror.full(call));
      }
    }
  }

  /**
   * Whether the client may hold this subject: what is not for everybody is remembered where it was
   * told.
   */
  private boolean wasTold(Entry entry) {
    String subject = entry.subject();
    boolean forEverybody = !subject.startsWith(CALL) && !subject.startsWith(HANDED);
    return ownTold.remove(subject) || forEverybody;
  }

  private void note(Entry entry) {
    if (entry.view() instanceof CallView || entry.view() instanceof HandedView) {
      ownTold.add(entry.subject());
    }
  }

  private void advance(Mirror mirror, boolean sent) {
    scanned = mirror.version();
    if (sent) {
      told = scanned;
    }
  }

  /** The fragment this audience may see, or null. */
  private @Nullable String visible(Mirror mirror, Entry entry, @Nullable SeatView mySeat) {
    if (entry.vanished()) {
      return null;
    }
    if (who.seesFloor()) {
      return mirror.full(entry);
    }
    return switch (Objects.requireNonNull(entry.view())) {
      case CallView call -> mine(call, mySeat) ? mirror.full(entry) : null;
      case SeatView other ->
          mySeat != null && other.id().equals(mySeat.id())
              ? mirror.full(entry)
              : mirror.outline(entry);
      case HandedView handed -> handed.agent().equals(who.name()) ? mirror.full(entry) : null;
      default -> mirror.full(entry);
    };
  }

  private boolean mine(CallView call, @Nullable SeatView mySeat) {
    if (mySeat == null) {
      return false;
    }
    return mySeat.id().equals(call.seat())
        || call.id().equals(mySeat.call())
        || mySeat.id().equals(call.consulted());
  }
}
