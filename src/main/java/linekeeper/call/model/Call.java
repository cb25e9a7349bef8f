package linekeeper.call.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.Owed;
import org.jspecify.annotations.Nullable;

/** A call's state: what it is, what was measured, and where it stands. */
public record Call(Card card, Ledger ledger, Phase phase) {

  Call in(Phase next) {
    return new Call(card, ledger, next);
  }

  Call with(Ledger newLedger) {
    return new Call(card, newLedger, phase);
  }

  /** Whether a leg belongs to it and is not known to be over. */
  public boolean owns(LegId leg) {
    return legs().contains(leg);
  }

  /**
   * Every leg of it that is not known to be over, the first to come first; always in the same
   * order, so that a step replayed elsewhere is the same step.
   */
  public Set<LegId> legs() {
    return switch (phase) {
      case Phase.Arrived _, Phase.Greeting _, Phase.Queued _, Phase.Farewell _ ->
          ordered(card.callerLeg());
      // nobody was dialled yet
      case Phase.Due _ -> Set.of();
      // the seat's first: where both are up already, that is the order in which they came
      case Phase.Calling it -> ordered(it.with().leg(), card.callerLeg());
      case Phase.Reaching it -> ordered(it.with().leg(), card.callerLeg());
      // the seat's phone does not ring yet
      case Phase.Fetching _ -> ordered(card.callerLeg());
      case Phase.Offered it -> ordered(card.callerLeg(), it.to().leg());
      case Phase.Talking it -> ordered(card.callerLeg(), it.with().leg());
      case Phase.Held it -> ordered(card.callerLeg(), it.with().leg());
      case Phase.Consulting it -> ordered(card.callerLeg(), it.with().leg(), it.asked().leg());
      case Phase.ThreeWay it -> ordered(card.callerLeg(), it.with().leg(), it.third().leg());
      case Phase.Ended it -> it.open();
    };
  }

  private static Set<LegId> ordered(LegId... legs) {
    return ordered(List.of(legs));
  }

  private static <T> Set<T> ordered(Collection<T> all) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(all));
  }

  /** The seat that holds it or at which it rings, or null. */
  public @Nullable SeatId seat() {
    Party party = party();
    return party == null ? null : party.seat();
  }

  /** Who rings or talks, besides the caller and whoever is consulted. */
  public @Nullable Party party() {
    return switch (phase) {
      case Phase.Arrived _, Phase.Greeting _, Phase.Queued _, Phase.Farewell _ -> null;
      case Phase.Due _, Phase.Ended _ -> null;
      case Phase.Calling it -> it.with();
      case Phase.Reaching it -> it.with();
      case Phase.Fetching it -> it.kept();
      case Phase.Offered it -> it.to();
      case Phase.Talking it -> it.with();
      case Phase.Held it -> it.with();
      case Phase.Consulting it -> it.with();
      case Phase.ThreeWay it -> it.with();
    };
  }

  /** Where the call stands. */
  public sealed interface Phase {
    /** Since when. */
    Instant since();

    /** The caller's leg is there and told to be answered. */
    record Arrived(Instant since) implements Phase {}

    /** The caller hears the greeting and that the call is recorded. */
    record Greeting(Instant since, PlayId play) implements Phase {}

    /**
     * The caller waits; {@code play} is the announcement he hears, or null while he hears music.
     */
    record Queued(Instant since, @Nullable PlayId play) implements Phase {}

    /** A phone rings for the caller; {@code placeAt} is his place should nobody answer. */
    record Offered(Instant since, Party to, boolean ringing, @Nullable PlayId play, Instant placeAt)
        implements Phase {}

    /**
     * A citizen whom we owe a call waits for a seat.
     *
     * @param placeAt when his place counts from
     * @param owed what seats are kept from him
     */
    record Due(Instant since, Instant placeAt, Owed owed) implements Phase {}

    /**
     * A seat's phone rings for a citizen whom we are going to call.
     *
     * @param due where he waits again if it is not answered, or null where an agent asked for the
     *     call
     */
    record Calling(Instant since, Party with, boolean ringing, @Nullable Due due)
        implements Phase {}

    /**
     * The seat waits for the citizen to answer.
     *
     * @param lost whether the citizen's leg was not there when the link came back
     */
    record Reaching(Instant since, Party with, boolean ringing, boolean lost) implements Phase {}

    /**
     * A citizen's phone rings while a seat is kept for him, which does not ring yet.
     *
     * @param lost whether his leg was not there when the link came back
     * @param due where he waited, or null where an agent asked for the call
     */
    record Fetching(Instant since, Party kept, boolean ringing, boolean lost, @Nullable Due due)
        implements Phase {}

    /** Caller and party talk. */
    record Talking(Instant since, Party with) implements Phase {}

    /** The caller hears music; {@code byPhone} where the phone's own button did it. */
    record Held(Instant since, Party with, boolean byPhone) implements Phase {}

    /** The caller hears music while the party rings or talks to somebody else. */
    record Consulting(Instant since, Party with, Party asked) implements Phase {}

    /** All three talk (三方通话). */
    record ThreeWay(Instant since, Party with, Party third) implements Phase {}

    /** The caller is told why nobody comes, and then the call ends. */
    record Farewell(Instant since, PlayId play) implements Phase {}

    /**
     * The caller is gone.
     *
     * @param open legs that were told to end and are not gone yet
     * @param recording whether the audio's file is still open
     * @param wrapUp the seats that still finish what the call left to do
     */
    record Ended(Instant since, Set<LegId> open, boolean recording, Set<SeatId> wrapUp)
        implements Phase {
      /** Copies. */
      public Ended {
        open = ordered(open);
        wrapUp = ordered(wrapUp);
      }
    }
  }
}
