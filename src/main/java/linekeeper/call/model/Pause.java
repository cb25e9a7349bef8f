package linekeeper.call.model;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Silence is to be recorded instead of what is said.
 *
 * @param agent who wanted it so
 * @param why what for
 * @param since when the switch said that it does so; null before
 * @param ending whether the switch was told to end it
 */
public record Pause(AgentId agent, String why, @Nullable Instant since, boolean ending) {

  Pause heard(Instant now) {
    return new Pause(agent, why, now, ending);
  }

  Pause toEnd() {
    return new Pause(agent, why, since, true);
  }

  /** Whether silence is what is recorded, as far as anybody knows. */
  public boolean silent() {
    return since != null;
  }
}
