package linekeeper.call.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.call.store.Outages;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** When we were away. */
@RestController
final class OutageDoor {
  private static final int MOST = 200;
  private static final Duration A_WEEK = Duration.ofDays(7);

  private final Outages outages;
  private final Clock clock;

  OutageDoor(Outages outages, Clock clock) {
    this.outages = outages;
    this.clock = clock;
  }

  /**
   * The gaps in which the floor did not hear the switch, as far as they touch {@code [from, to)},
   * newest first; the last seven days unless asked otherwise. With each, the calls that came
   * meanwhile and were put on record afterwards.
   */
  @GetMapping("/api/outages")
  @Needs(Permission.SEE_FLOOR)
  ResponseEntity<?> search(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      return Problems.refused(Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit"));
    }
    Period period = Period.of(from, to, clock.instant().plusSeconds(1), A_WEEK);
    return ResponseEntity.ok(
        new Page(
            outages.between(period.from(), period.to(), limit).stream()
                .map(OutageDoor::view)
                .toList()));
  }

  private static OutageView view(Outages.Outage it) {
    return new OutageView(
        it.from(),
        it.to(),
        Duration.between(it.from(), it.to()).toMillis() / 1000.0,
        it.reason(),
        it.calls(),
        it.lost());
  }

  /** One gap. */
  record OutageView(Instant from, Instant to, double seconds, String reason, int calls, int lost) {}

  /** The gaps found. */
  record Page(List<OutageView> items) {}
}
