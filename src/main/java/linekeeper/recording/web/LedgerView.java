package linekeeper.recording.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.web.Cursor;
import linekeeper.recording.model.Gap;
import linekeeper.recording.model.LedgerEntry;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import linekeeper.recording.model.Talk;
import linekeeper.recording.store.TalkStore.Place;
import org.jspecify.annotations.Nullable;

/**
 * A page of the completeness ledger.
 *
 * @param totals of all talks of the period, zeros too; empty after the first page
 * @param reasons the same by reason, but for what is simply recorded; empty after the first page
 * @param orphans recordings of the period that no call says it has
 * @param orphanFiles files that lie in the spool now and of which nothing is on record; null where
 *     the spool cannot be read
 * @param goneFromStore recordings of any time that the store was seen not to have any more
 */
record LedgerView(
    Instant from,
    Instant to,
    List<EntryView> items,
    @Nullable String nextCursor,
    Map<Verdict, Long> totals,
    Map<Reason, Long> reasons,
    List<RecordingId> orphans,
    @Nullable List<RecordingId> orphanFiles,
    List<RecordingId> goneFromStore) {

  /**
   * One talk.
   *
   * @param kind with whom: {@code ANSWERED}, {@code TRANSFERRED}, {@code THREE_WAY} or {@code
   *     CONSULTATION}
   * @param with a seat, or a masked number
   * @param to null while it goes on
   * @param recordingId what it was to be recorded as
   */
  record EntryView(
      CallId callId,
      Talk.Kind kind,
      String with,
      @Nullable AgentId agent,
      Instant from,
      @Nullable Instant to,
      Verdict verdict,
      @Nullable Reason reason,
      RecordingId recordingId,
      @Nullable Instant audioFrom,
      @Nullable Instant audioTo,
      List<Gap> gaps) {}

  static EntryView view(LedgerEntry entry) {
    Talk talk = entry.talk();
    return new EntryView(
        talk.call(),
        talk.kind(),
        talk.with(),
        talk.agent(),
        talk.from(),
        talk.to(),
        entry.verdict(),
        entry.reason(),
        talk.recording(),
        entry.audioFrom(),
        entry.audioTo(),
        entry.gaps());
  }

  static String cursor(Place place) {
    return new Cursor(place.from(), place.call() + " " + place.number()).text();
  }

  /** The place that a cursor names, or null where it is none of ours. */
  static @Nullable Place place(String text) {
    Cursor cursor = Cursor.read(text);
    String[] id = cursor == null ? new String[0] : cursor.id().split(" ", -1);
    try {
      return cursor == null || id.length != 2
          ? null
          : new Place(cursor.at(), id[0], Long.parseLong(id[1]));
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }
}
