package linekeeper.call.store;

import linekeeper.call.PastCalls;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The calls as they are really kept, for tests of modules that look at them. */
public final class KeptCalls {
  private KeptCalls() {}

  /** Kept from their events. */
  public static Calls kept(JdbcClient jdbc) {
    return new Calls(jdbc);
  }

  /** Found by caller. */
  public static PastCalls past(JdbcClient jdbc) {
    return new CallsOfCaller(jdbc);
  }
}
