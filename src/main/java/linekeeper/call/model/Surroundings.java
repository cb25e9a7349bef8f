package linekeeper.call.model;

import java.time.Instant;
import java.util.Set;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * What a call's step may look at besides the call itself. It stands still during the step, and is
 * worked out when it is looked at: few steps look, and some of it takes as long as the queue.
 */
public interface Surroundings {
  /** Whether anybody is signed in who could take it. */
  boolean staffed();

  /** The caller's place in the queue from 1, 0 where he is in none. */
  int position();

  /** When the caller's place counts from, null where he is in no queue. */
  @Nullable Instant placeAt();

  /** An unused id, should something have to be played; the same however often it is asked for. */
  PlayId play();

  /** Whether the switch hears us. */
  boolean linkUp();

  /** The seats that talk in this call or still finish what it left to do. */
  Set<SeatId> holding();
}
