package linekeeper.benchmark.dial;

import java.util.List;
import java.util.Map;
import linekeeper.benchmark.rig.Rig;

/** A way to call those who are owed a call. */
public interface Dialler extends AutoCloseable {
  /** Its name in the report. */
  String name();

  /** Begins to call these, each when he is due and one of these seats is free. */
  void begin(List<Due> due, List<Rig.Seat> seats) throws Exception;

  /**
   * Begins no further call, waits for those under way, and says how often each number was to be
   * rung since {@link #begin}.
   */
  Map<String, Integer> end() throws Exception;

  @Override
  void close();
}
