package linekeeper.telephony.cel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LedgerCall.End;
import linekeeper.telephony.ari.PhoneRequests;
import org.jspecify.annotations.Nullable;

/** A call while its lines come. */
final class LedgerDraft {
  /** The switch ends the phones that ring a moment before it says that the caller is gone. */
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Spot began;
  private final String leg;
  private final String number;
  private final String dialled;
  private final Instant arrivedAt;
  private final Set<String> rung = new HashSet<>();
  private final Set<String> ringing = new HashSet<>();
  private Instant lastAt;
  private boolean door;
  private boolean fallback;
  private String status = "";
  private @Nullable Instant queuedAt;
  private @Nullable Instant offeredAt;
  private @Nullable Instant answeredAt;
  private @Nullable SeatId seat;
  private @Nullable Instant recordedAt;
  private @Nullable Instant rangUntil;
  private @Nullable Instant endedAt;

  LedgerDraft(Spot began, LedgerLine first) {
    this.began = began;
    this.leg = first.leg();
    this.number = first.number();
    this.dialled = first.dialled();
    this.arrivedAt = first.at();
    this.lastAt = first.at();
  }

  Spot began() {
    return began;
  }

  void take(LedgerLine line) {
    lastAt = line.at().isAfter(lastAt) ? line.at() : lastAt;
    if (line.leg().equals(leg)) {
      caller(line);
    } else {
      other(line);
    }
  }

  private void caller(LedgerLine line) {
    switch (line.event()) {
      case "APP_START" -> started(line);
      case "LINEKEEPER_FALLBACK" -> fallback = true;
      case "LINEKEEPER_FALLBACK_LOST" -> status = extra(line.extra());
      case "ANSWER" -> recordedAt = fallback ? first(recordedAt, line) : recordedAt;
      case "HANGUP", "CHAN_END" -> endedAt = first(endedAt, line);
      default -> {}
    }
  }

  private void started(LedgerLine line) {
    switch (line.application()) {
      case "Stasis" -> door = true;
      case "Queue" -> queuedAt = first(queuedAt, line);
      default -> {}
    }
  }

  /** A phone that was rung for him, or that he talks with. */
  private void other(LedgerLine line) {
    SeatId of = seat(line.channel());
    if (of == null) {
      return;
    }
    switch (line.event()) {
      case "CHAN_START" -> {
        rung.add(line.leg());
        ringing.add(line.leg());
        offeredAt = first(offeredAt, line);
      }
      case "BRIDGE_ENTER", "BRIDGE_EXIT" -> {
        ringing.remove(line.leg());
        seat = seat == null ? of : seat;
        answeredAt = first(answeredAt, line);
      }
      case "HANGUP", "CHAN_END" -> {
        if (ringing.remove(line.leg())) {
          rangUntil = line.at();
        }
      }
      default -> {}
    }
  }

  /** The call; nothing where it was turned away at the trunk and came to none of our lines. */
  Optional<LedgerCall> call(boolean broken) {
    if (!door && !fallback) {
      return Optional.empty();
    }
    return Optional.of(
        new LedgerCall(
            new LegId(leg),
            PhoneNumber.heard(number),
            dialled,
            fallback,
            arrivedAt,
            queuedAt,
            offeredAt,
            rung.size(),
            answeredAt,
            seat,
            recordedAt,
            broken && endedAt == null ? lastAt : endedAt,
            broken && endedAt == null ? End.BREAK : end()));
  }

  private End end() {
    if (!fallback) {
      return End.UNHEARD;
    }
    if (!status.isEmpty()) {
      return switch (status) {
        case "TIMEOUT" -> End.TIMEOUT;
        case "FULL" -> End.FULL;
        case "JOINEMPTY", "LEAVEEMPTY", "JOINUNAVAIL", "LEAVEUNAVAIL" -> End.NOBODY;
        default -> End.BREAK;
      };
    }
    if (queuedAt == null) {
      return End.GREETING;
    }
    if (rangAtTheEnd()) {
      return End.RINGING;
    }
    return rung.isEmpty() ? End.WAITING : End.UNANSWERED;
  }

  private boolean rangAtTheEnd() {
    boolean justNow =
        rangUntil != null && endedAt != null && rangUntil.plus(MOMENT).isAfter(endedAt);
    return justNow || !ringing.isEmpty();
  }

  private static Instant first(@Nullable Instant before, LedgerLine line) {
    return before == null ? line.at() : before;
  }

  /** {@code {"extra":"TIMEOUT"}}. */
  private static String extra(String json) {
    int colon = json.indexOf("\"extra\":\"");
    int from = colon + 9;
    int to = json.indexOf('"', from);
    return colon < 0 || to < 0 ? "" : json.substring(from, to);
  }

  /** {@code PJSIP/seat-s01-0000001e}. */
  private static @Nullable SeatId seat(String channel) {
    int slash = channel.indexOf('/');
    int dash = channel.lastIndexOf('-');
    return slash < 0 || dash < slash
        ? null
        : PhoneRequests.seat(channel.substring(slash + 1, dash));
  }
}
