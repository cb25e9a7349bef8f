package linekeeper.live;

import linekeeper.call.watch.FloorView;
import org.jspecify.annotations.Nullable;

/**
 * One subject as the mirror holds it, or, where {@code view} is null, the memory that it vanished.
 *
 * @param version the mirror's number when it last changed
 * @param step the floor's step it stands for
 * @param full the encoded view; empty where it vanished
 * @param outline the encoded view for those who may not see it whole, null where all may or none
 * @param outlineVersion the mirror's number when the outline last changed
 */
record Entry(
    String subject,
    @Nullable FloorView view,
    long version,
    long step,
    String full,
    @Nullable String outline,
    long outlineVersion) {

  boolean vanished() {
    return view == null;
  }
}
