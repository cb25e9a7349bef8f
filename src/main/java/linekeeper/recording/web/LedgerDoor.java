package linekeeper.recording.web;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import linekeeper.recording.RecordingsOnRecord;
import linekeeper.recording.desk.CompletenessLedger;
import linekeeper.recording.desk.CompletenessLedger.Account;
import linekeeper.recording.desk.CompletenessLedger.Wanted;
import linekeeper.recording.model.Bookkeeping;
import linekeeper.recording.model.LedgerEntry;
import linekeeper.recording.model.LedgerEntry.Verdict;
import linekeeper.recording.store.TalkStore.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether everything that was talked can be heard. */
@RestController
final class LedgerDoor {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerDoor.class);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST = 200;
  private static final Refusal LIMIT = Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit");

  private final CompletenessLedger ledger;
  private final RecordingsOnRecord account;
  private final InstantSource clock;

  LedgerDoor(CompletenessLedger ledger, RecordingsOnRecord account, InstantSource clock) {
    this.ledger = ledger;
    this.account = account;
    this.clock = clock;
  }

  /**
   * The talks that began in {@code [from, to)}, the last 24 hours unless asked otherwise, the first
   * first: for each its audio, or the reason why there is none, or that it is missing. With it
   * come, on the first page, the totals of the whole period and at most 200 of each: recordings
   * that no call says it has, files in the spool of which nothing is on record, and recordings that
   * the store does not have any more.
   */
  @GetMapping("/api/recordings/ledger")
  @Needs({Permission.RECONCILE, Permission.EXPORT_EVIDENCE})
  ResponseEntity<?> ledger(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Verdict verdict,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    Period period = Period.of(from, to, clock.instant(), A_DAY);
    Place after = cursor == null ? null : LedgerView.place(cursor);
    Refusal refusal = limit < 1 || limit > MOST ? LIMIT : period.refusal(LONGEST);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    if (cursor != null && after == null) {
      return Problems.refused(
          Refusal.of("cursor.invalid", "must be the nextCursor of the page before", "cursor"));
    }
    return ResponseEntity.ok(page(period, new Wanted(verdict, after, limit)));
  }

  private LedgerView page(Period period, Wanted wanted) {
    Account account = ledger.between(period.from(), period.to(), wanted);
    List<LedgerEntry> entries = account.entries();
    boolean first = wanted.after() == null;
    boolean more = entries.size() == wanted.most();
    return new LedgerView(
        period.from(),
        period.to(),
        entries.stream().map(LedgerView::view).toList(),
        more ? LedgerView.cursor(Place.of(entries.getLast().talk())) : null,
        account.totals().verdicts(),
        account.totals().reasons(),
        first ? ledger.orphans(period.from(), period.to(), MOST) : List.of(),
        first ? orphanFiles() : List.of(),
        first ? ledger.gone(MOST) : List.of());
  }

  /** Null where the spool cannot be read. */
  private @Nullable List<RecordingId> orphanFiles() {
    try {
      return account.unknownFiles(Bookkeeping.SETTLED).stream().limit(MOST).toList();
    } catch (IOException unseen) {
      LOG.warn("the spool cannot be read: {}", unseen.getMessage());
      return null;
    }
  }
}
