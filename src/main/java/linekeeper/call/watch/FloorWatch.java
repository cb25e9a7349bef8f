package linekeeper.call.watch;

import java.util.List;

/**
 * Sees the floor change. Called on the floor's lane: must return at once, must not block, must not
 * throw.
 */
public interface FloorWatch {

  /**
   * Subjects changed or disappeared in one step, each named once.
   *
   * @param step the step's number, counted as {@link FloorSnapshot#step} counts, so that a listener
   *     knows which changes a snapshot already holds
   * @param changed the subjects as they are now
   * @param gone the keys of subjects that are no more
   */
  void changed(long step, List<FloorView> changed, List<String> gone);
}
