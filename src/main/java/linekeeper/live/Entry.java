package linekeeper.live;

import java.util.Objects;
import linekeeper.call.watch.FloorView;
import org.jspecify.annotations.Nullable;

/**
 * One subject as the mirror holds it, or, where there is no view, the memory that it vanished. Its
 * JSON is made when the first socket asks for it: what changes ten times between two rounds is
 * encoded once. Used by the mirror's thread only.
 */
final class Entry {
  private final String subject;
  private final @Nullable FloorView view;
  private final long version;
  private long step;
  private final long outlineVersion;
  private @Nullable String full;
  private @Nullable String outline;

  private Entry(
      String subject, @Nullable FloorView view, long version, long step, long outlineVersion) {
    this.subject = subject;
    this.view = view;
    this.version = version;
    this.step = step;
    this.outlineVersion = outlineVersion;
  }

  /** A view that takes the place of what was known before. */
  static Entry of(FloorView view, @Nullable Entry before, long version, long step) {
    long outlineVersion = version;
    if (before != null
        && before.view != null
        && Objects.equals(ViewEncoder.outlined(view), ViewEncoder.outlined(before.view))) {
      outlineVersion = before.outlineVersion;
    }
    return new Entry(view.subject(), view, version, step, outlineVersion);
  }

  /** The memory that a subject vanished. */
  static Entry tombstone(String subject, long version, long step) {
    return new Entry(subject, null, version, step, version);
  }

  String subject() {
    return subject;
  }

  /** The view; null where it vanished. */
  @Nullable FloorView view() {
    return view;
  }

  /** The mirror's number when it last changed. */
  long version() {
    return version;
  }

  /** A later step showed the same. */
  void confirm(long later) {
    step = Math.max(step, later);
  }

  /** The floor's step it stands for. */
  long step() {
    return step;
  }

  /** The mirror's number when the outline last changed. */
  long outlineVersion() {
    return outlineVersion;
  }

  boolean vanished() {
    return view == null;
  }

  /** The encoded view; only of what has not vanished. */
  String full(ViewEncoder encoder) {
    if (full == null) {
      full = encoder.full(Objects.requireNonNull(view));
    }
    return full;
  }

  /** The encoded view for those who may not see it whole, null where all may or none. */
  @Nullable String outline(ViewEncoder encoder) {
    if (outline == null && view != null) {
      outline = encoder.outline(view);
    }
    return outline;
  }
}
