package linekeeper.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorView.BacklogView;
import linekeeper.call.watch.FloorView.HandedView;
import linekeeper.call.watch.FloorView.SeatView;
import org.jspecify.annotations.Nullable;

/**
 * The floor's subjects, each with its latest view, in the order of their last change. It is the one
 * queue that all sockets share: whoever knows the number he was told last finds what is newer at
 * the end. Used by one thread only.
 */
final class Mirror {
  private final ViewEncoder encoder;
  private final int tombstonesKept;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
  private final ArrayDeque<Entry> tombstones = new ArrayDeque<>();
  private final Map<String, SeatView> seatByAgent = new HashMap<>();
  private long version;
  private long step;
  private long horizon;

  Mirror(ViewEncoder encoder, int tombstonesKept) {
    this.encoder = encoder;
    this.tombstonesKept = tombstonesKept;
  }

  /** An entry's JSON, whole. */
  String full(Entry entry) {
    return entry.full(encoder);
  }

  /** An entry's JSON for those who may not see it whole, null where all may or none. */
  @Nullable String outline(Entry entry) {
    return entry.outline(encoder);
  }

  /** The number of the latest change. */
  long version() {
    return version;
  }

  /** The floor's step that this state has reached. */
  long step() {
    return step;
  }

  /** Who was told less than this may have missed that a subject vanished: only a snapshot helps. */
  long horizon() {
    return horizon;
  }

  /** Takes in one step. */
  void apply(long atStep, List<FloorView> changed, List<String> gone) {
    step = Math.max(step, atStep);
    for (FloorView view : changed) {
      put(view, atStep);
    }
    for (String subject : gone) {
      remove(subject, atStep);
    }
  }

  /**
   * Takes in the whole floor: what it shows otherwise is a change, what it lacks has vanished, and
   * what was changed by a later step stays.
   */
  void reconcile(FloorSnapshot snapshot) {
    Set<String> seen = new HashSet<>();
    for (FloorView view : subjects(snapshot)) {
      seen.add(view.subject());
      Entry known = entries.get(view.subject());
      if (known == null || (known.step() <= snapshot.step() && !view.equals(known.view()))) {
        put(view, snapshot.step());
      }
    }
    for (Entry known : List.copyOf(entries.values())) {
      boolean older = !known.vanished() && known.step() <= snapshot.step();
      if (ofTheFloor(known) && older && !seen.contains(known.subject())) {
        remove(known.subject(), snapshot.step());
      }
    }
    step = Math.max(step, snapshot.step());
  }

  /** Takes in all that was given to agents, which no step of the floor is about. */
  void handed(List<HandedView> handed) {
    Set<String> seen = new HashSet<>();
    for (HandedView view : handed) {
      seen.add(view.subject());
      if (!view.equals(view(view.subject()))) {
        put(view, step);
      }
    }
    for (Entry known : present()) {
      if (known.view() instanceof HandedView && !seen.contains(known.subject())) {
        remove(known.subject(), step);
      }
    }
  }

  private static boolean ofTheFloor(Entry entry) {
    return !(entry.view() instanceof BacklogView || entry.view() instanceof HandedView);
  }

  private static List<FloorView> subjects(FloorSnapshot snapshot) {
    List<FloorView> all = new ArrayList<>();
    all.add(snapshot.figures());
    all.addAll(snapshot.queues());
    all.addAll(snapshot.seats());
    all.addAll(snapshot.calls());
    return all;
  }

  private void put(FloorView view, long atStep) {
    String subject = view.subject();
    Entry before = entries.get(subject);
    if (before != null && view.equals(before.view())) {
      before.confirm(atStep); // the floor takes stock of every call, and most are as they were
      return;
    }
    version++;
    entries.putLast(subject, Entry.of(view, before, version, atStep));
    if (view instanceof SeatView seat) {
      seated(before == null ? null : before.view(), seat);
    }
  }

  private void remove(String subject, long atStep) {
    Entry before = entries.get(subject);
    if (before == null || before.vanished()) {
      return;
    }
    version++;
    Entry tombstone = Entry.tombstone(subject, version, atStep);
    entries.putLast(subject, tombstone);
    seated(before.view(), null);
    tombstones.addLast(tombstone);
    if (tombstones.size() > tombstonesKept) {
      Entry forgotten = tombstones.removeFirst();
      horizon = forgotten.version();
      entries.remove(forgotten.subject(), forgotten);
    }
  }

  private void seated(@Nullable FloorView before, @Nullable SeatView now) {
    if (before instanceof SeatView was && was.agent() != null) {
      seatByAgent.remove(was.agent(), was);
    }
    if (now != null && now.agent() != null) {
      seatByAgent.put(now.agent(), now);
    }
  }

  /** The seat this person is signed in at, or null. */
  @Nullable SeatView seatOf(String agent) {
    return seatByAgent.get(agent);
  }

  /** All seats with somebody signed in. */
  Collection<SeatView> takenSeats() {
    return seatByAgent.values();
  }

  /** What is known of a subject, be it that it vanished; null where nothing is. */
  @Nullable Entry entry(String subject) {
    return entries.get(subject);
  }

  /** The subject's view; null where there is none any more. */
  @Nullable FloorView view(String subject) {
    Entry entry = entries.get(subject);
    return entry == null ? null : entry.view();
  }

  /** What changed after that number, the latest first. */
  List<Entry> after(long number) {
    List<Entry> newer = new ArrayList<>();
    for (Entry entry : entries.sequencedValues().reversed()) {
      if (entry.version() <= number) {
        break;
      }
      newer.add(entry);
    }
    return newer;
  }

  /** Everything that is there. */
  List<Entry> present() {
    return entries.values().stream().filter(entry -> !entry.vanished()).toList();
  }
}
