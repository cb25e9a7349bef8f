package linekeeper.call;

import java.util.concurrent.CompletionStage;
import linekeeper.call.watch.FloorSnapshot;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** The floor, for those who stand outside of its lane. Safe from any thread. */
public interface Floor {

  /**
   * Everything as it is now, taken on the lane, so that it is consistent in itself and numbered
   * against later watches.
   */
  CompletionStage<FloorSnapshot> snapshot();

  /** The seat at which an agent is signed in now, or null. */
  @Nullable SeatId seatOf(AgentId agent);

  /**
   * Asks the floor to do something. The answer is the refusal, or nothing where it was accepted.
   */
  CompletionStage<Answer> ask(FloorCommand command);

  /**
   * The answer to a command.
   *
   * @param refusal why not, or null where it was accepted
   */
  record Answer(@Nullable Refusal refusal) {
    /** Accepted. */
    public static final Answer ACCEPTED = new Answer(null);

    /** Whether it was accepted. */
    public boolean accepted() {
      return refusal == null;
    }
  }
}
