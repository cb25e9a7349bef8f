package linekeeper.call.watch;

import java.util.List;

/** Told in process of what is owed to lost callers. From any thread; must not block. */
public interface BacklogWatch {

  /** It is like this now. */
  void changed(FloorView.BacklogView backlog);

  /** These were given to agents who have not taken note of it: all of them, as they are now. */
  void handed(List<FloorView.HandedView> handed);
}
