package linekeeper.call.desk;

import java.time.Instant;
import java.util.List;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.Outcome;
import linekeeper.call.watch.FloorView;

/** Opens the desk's views to the benchmarks, which run them without a lane. */
public final class FloorShow {
  private final Views views;

  /** What people may see of this floor. */
  public FloorShow(FloorModel model) {
    this.views = new Views(model);
  }

  /** What a step changed. */
  public List<FloorView> changed(Outcome outcome, Instant now, List<String> gone) {
    return views.changed(outcome, now, gone);
  }
}
