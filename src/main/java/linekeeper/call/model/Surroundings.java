package linekeeper.call.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * What a call's step may look at besides the call itself.
 *
 * @param staffed whether anybody is signed in who could take it
 * @param position the caller's place in the queue from 1, 0 where he is in none
 * @param placeAt when that place counts from, null where he is in none
 * @param play an unused id, should something have to be played
 * @param linkUp whether the switch hears us
 * @param holding the seats that talk in this call or still finish what it left to do
 */
public record Surroundings(
    boolean staffed,
    int position,
    @Nullable Instant placeAt,
    PlayId play,
    boolean linkUp,
    Set<SeatId> holding) {
  /** Copies. */
  public Surroundings {
    holding = Collections.unmodifiableSet(new LinkedHashSet<>(holding));
  }
}
