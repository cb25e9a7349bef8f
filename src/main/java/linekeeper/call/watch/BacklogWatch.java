package linekeeper.call.watch;

/** Told in process of what is owed to lost callers. From any thread; must not block. */
@FunctionalInterface
public interface BacklogWatch {

  /** It is like this now. */
  void changed(FloorView.BacklogView backlog);
}
