package linekeeper.callback.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import linekeeper.call.PastCalls;
import linekeeper.call.PastCalls.PastCall;
import linekeeper.callback.store.Callbacks;
import linekeeper.callback.store.PastCallback;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What there was with a citizen before, for whoever is about to call him: his calls, however his
 * number was written, and what we owed him. Who withheld his number has no history.
 */
@Component
public final class Preview {
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final PastCalls calls;
  private final Callbacks callbacks;
  private final Rules rules;

  Preview(PastCalls calls, Callbacks callbacks, Rules rules) {
    this.calls = calls;
    this.callbacks = callbacks;
    this.rules = rules;
  }

  /** Something that was: a call of his, or what we owed him. */
  public sealed interface Past {
    /** When it began. */
    Instant at();

    /** Its id; the same one may name a call and what it left us owing. */
    String id();

    /** He called us. */
    record Called(PastCall call) implements Past {
      @Override
      public Instant at() {
        return call.arrivedAt();
      }

      @Override
      public String id() {
        return call.id().value();
      }
    }

    /** He was lost, and we owed him a call. */
    record Owed(PastCallback callback) implements Past {
      @Override
      public Instant at() {
        return callback.task().firstLostAt();
      }

      @Override
      public String id() {
        return callback.task().id().value();
      }
    }
  }

  /**
   * Where a page ended.
   *
   * @param owed whether at what we owed, which at the same moment comes before his calls
   */
  public record Place(Instant at, String id, boolean owed) {

    /** At this one. */
    public static Place of(Past last) {
      return new Place(last.at(), last.id(), last instanceof Past.Owed);
    }
  }

  /** The newest first, from after that place on; from the last on where that is null. */
  public List<Past> of(PhoneNumber citizen, @Nullable Place after, int limit) {
    Set<PhoneNumber> spellings = rules.spellings(citizen);
    if (spellings.isEmpty()) {
      return List.of();
    }
    Place from = after == null ? new Place(LAST, "", true) : after;
    // calls of that very moment are still to come where the page ended at what we owed
    boolean calledThen = from.owed();
    Instant called = calledThen ? from.at().plusNanos(1_000) : from.at();
    List<Past> past = new ArrayList<>();
    callbacks
        .past(citizen, from.at(), from.owed() ? from.id() : "", limit)
        .forEach(it -> past.add(new Past.Owed(it)));
    calls
        .of(spellings, called, calledThen ? "" : from.id(), limit)
        .forEach(it -> past.add(new Past.Called(it)));
    past.sort(Comparator.comparing(Past::at).reversed());
    return List.copyOf(past.subList(0, Math.min(limit, past.size())));
  }
}
