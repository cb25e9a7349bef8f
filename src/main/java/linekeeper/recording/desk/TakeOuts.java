package linekeeper.recording.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import linekeeper.kernel.Refusal;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.model.Consent;
import linekeeper.recording.model.TakeOut;
import linekeeper.recording.model.TakeOutSubject;
import linekeeper.recording.store.TakeOutStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Two people want what leaves the house: one asks for it and says why, another approves it. Then
 * the first may take it out for some time, as often as need be: what broke off is begun again.
 */
@Component
public final class TakeOuts {
  /** Said to who takes something out and has nobody's consent. */
  public static final Refusal UNAPPROVED =
      Refusal.of(
          "take-out.unapproved",
          "another person has to approve it first: ask for it with POST /api/take-outs");

  private static final int LONGEST_REASON = 200;
  private static final int SHOWN = 100;

  private final TakeOutStore rows;
  private final Duration within;
  private final InstantSource clock;

  TakeOuts(TakeOutStore rows, EvidenceProperties properties, InstantSource clock) {
    this.rows = rows;
    this.within = properties.takeOutWithin();
    this.clock = clock;
  }

  /**
   * One of them as it stands.
   *
   * @param until when its approval is over; null where it has none
   */
  public record Standing(TakeOut takeOut, TakeOut.State state, @Nullable Instant until) {}

  /** Why this is no reason, or null where it is one. */
  public static @Nullable Refusal unreasoned(String reason) {
    boolean said = !reason.isBlank() && reason.length() <= LONGEST_REASON;
    return said && reason.indexOf('\0') < 0
        ? null
        : Refusal.of(
            "reason.invalid", "say why, in at most " + LONGEST_REASON + " characters", "reason");
  }

  /** Asks for something. Who asks for the same again is given back what is open. */
  public TakeOut ask(UUID id, TakeOutSubject subject, String by, String reason) {
    return rows.ask(new TakeOut(id, subject, reason.strip(), by, now(), null));
  }

  /** Decides on what somebody else asked for; the refusal, or null. */
  public @Nullable Refusal decide(UUID id, String by, boolean approved, @Nullable String why) {
    TakeOut asked = rows.find(id).orElse(null);
    if (asked == null) {
      return Refusal.of("take-out.unknown", "nobody asked for that");
    }
    if (asked.askedBy().equals(by)) {
      return Refusal.of("take-out.forbidden", "who asked for it cannot decide on it");
    }
    return rows.decide(id, new TakeOut.Decided(by, now(), approved, why))
        ? null
        : Refusal.of("take-out.decided", "somebody has decided on it before");
  }

  /** The consent by which somebody takes something out now; the last that was given. */
  public Optional<Consent> consent(String by, Predicate<TakeOutSubject> covers) {
    return rows.approved(by, clock.instant().minus(within)).stream()
        .filter(it -> covers.test(it.subject()))
        .findFirst()
        .flatMap(TakeOut::consent);
  }

  /** One of them. */
  public Optional<TakeOut> find(UUID id) {
    return rows.find(id);
  }

  /**
   * What somebody asked for, and what waits for a decision where he may decide; the newest first,
   * at most a hundred of each.
   */
  public List<Standing> shown(String to, boolean decides) {
    List<TakeOut> open = decides ? rows.open(SHOWN) : List.of();
    return Stream.concat(rows.of(to, SHOWN).stream(), open.stream())
        .distinct()
        .sorted(Comparator.comparing(TakeOut::askedAt).reversed())
        .map(this::standing)
        .toList();
  }

  /** How far it is. */
  public Standing standing(TakeOut it) {
    return new Standing(it, it.state(clock.instant(), within), it.until(within));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
