package linekeeper.recording.desk;

import static linekeeper.recording.model.Bookkeeping.SETTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.TransferKind;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.status.Part;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.Told;
import linekeeper.recording.desk.CompletenessLedger.Account;
import linekeeper.recording.desk.CompletenessLedger.Totals;
import linekeeper.recording.desk.CompletenessLedger.Wanted;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.FullSpan;
import linekeeper.recording.model.Gap;
import linekeeper.recording.model.LedgerEntry;
import linekeeper.recording.model.LedgerEntry.Reason;
import linekeeper.recording.model.LedgerEntry.Verdict;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.Talk;
import linekeeper.recording.store.FullSpanStore;
import linekeeper.recording.store.MarkStore;
import linekeeper.recording.store.ObjectStock;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.recording.store.TalkStore;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What calls tell, what is kept of it, and what the ledger says: on a real database. */
class CompletenessLedgerTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Audio AUDIO = new Audio(96_044, 3000, 2, 8000, 96_000, 0);
  private static final DataSource DATABASE = Postgres.EMBEDDED.pooled();

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final RecordingStore rows =
      new RecordingStore(jdbc, new DataSourceTransactionManager(DATABASE));
  private final FakeStore objects = new FakeStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CustodyMeter meter = new CustodyMeter(registry);
  private final Path spool;
  private final Spool files;
  private final CustodyFeed custody;
  private final TalkFeed talks;
  private final CompletenessLedger ledger;
  private final Bookkeeper bookkeeper;
  private Instant now = T0.plus(Duration.ofHours(1));
  private int number;

  CompletenessLedgerTest(@TempDir Path spool) {
    this.spool = spool;
    InstantSource clock = () -> now;
    RecordingProperties properties = Spools.in(spool);
    files = new Spool(properties, Disks.AMPLE);
    ListeningCopies copies = Copies.of(objects, spool.resolve("listening"), clock);
    Handiwork hands =
        new Handiwork(
            files, objects, new SecondOpinion(properties), copies, new MarkStore(jdbc), meter);
    Custodian custodian = new Custodian(rows, files, hands, meter, clock, properties);
    custody = new CustodyFeed(rows, new PauseStore(jdbc), custodian);
    TalkStore talked = new TalkStore(jdbc);
    talks = new TalkFeed(talked);
    ObjectStock stock = new ObjectStock(jdbc);
    ledger =
        new CompletenessLedger(
            talked, rows, new PauseStore(jdbc), stock, new FullSpanStore(jdbc), clock);
    bookkeeper = new Bookkeeper(ledger, stock, objects, meter, clock);
  }

  @BeforeEach
  void nothing_was_talked_yet() {
    jdbc.sql("truncate recording, recording_pause, talk, call_recording, spool_full cascade")
        .update();
  }

  @Test
  void from_the_answer_to_the_end_every_moment_is_in_one_talk_and_all_of_it_is_recorded() {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"));
    tell(Told.transferred("c1", at(20), "s01", "s02", TransferKind.BLIND));
    tell(answered("c1", 25, "s02", "r1"));
    tell(Told.transferred("c1", at(40), "s02", "139****9000", TransferKind.BLIND));
    tell(ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    assertThat(entries())
        .extracting(
            it -> it.talk().kind(),
            it -> it.talk().with(),
            it -> it.talk().from(),
            it -> it.talk().to(),
            LedgerEntry::verdict,
            LedgerEntry::audioFrom,
            LedgerEntry::audioTo)
        .containsExactly(
            tuple(Talk.Kind.ANSWERED, "s01", at(0), at(20), Verdict.RECORDED, at(0), at(20)),
            tuple(Talk.Kind.TRANSFERRED, "s02", at(20), at(25), Verdict.RECORDED, at(20), at(25)),
            tuple(Talk.Kind.ANSWERED, "s02", at(25), at(40), Verdict.RECORDED, at(25), at(40)),
            tuple(
                Talk.Kind.TRANSFERRED,
                "139****9000",
                at(40),
                at(60),
                Verdict.RECORDED,
                at(40),
                at(60)));
    assertThat(entries().getFirst().talk().agent()).isEqualTo(new AgentId("agent1"));
  }

  @Test
  void a_consultation_lies_beside_the_talk_and_says_that_it_is_not_recorded() {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"));
    tell(consulted("c1", 10, 20, "s02"));
    tell(Told.transferred("c1", at(20), "s01", "s02", TransferKind.THREE_WAY));
    tell(Told.passedOn("c1", at(40), "s03", "agent3", TransferKind.ATTENDED));
    tell(ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    assertThat(entries())
        .extracting(it -> it.talk().kind(), it -> it.talk().with(), LedgerEntry::reason)
        .containsExactly(
            tuple(Talk.Kind.ANSWERED, "s01", null),
            tuple(Talk.Kind.CONSULTATION, "s02", Reason.CONSULTATION),
            tuple(Talk.Kind.THREE_WAY, "s01, s02", null),
            tuple(Talk.Kind.TRANSFERRED, "s03", null));
    assertThat(entries().getLast().talk().agent()).isEqualTo(new AgentId("agent3"));
    assertThat(entries().get(1).talk().to()).isEqualTo(at(20));
  }

  @Test
  void a_call_that_goes_on_and_audio_on_its_way_are_unsettled() {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"));
    assertThat(reasons()).containsExactly(Reason.TALKING);
    tell(ended("c1", 0, 60, "r1"));
    assertThat(reasons()).containsExactly(Reason.ON_ITS_WAY);
    stored("r1", 60);
    assertThat(reasons()).containsOnlyNulls();
  }

  @Test
  void a_recording_that_began_late_or_ended_early_states_its_gap() {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 7, "r1"));
    tell(new CallEvent.RecordingStopped(new CallId("c1"), at(50), new RecordingId("r1")));
    tell(ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    LedgerEntry entry = entries().getFirst();
    assertThat(entry.verdict()).isEqualTo(Verdict.EXPLAINED);
    assertThat(entry.gaps())
        .containsExactly(
            new Gap(Gap.Kind.BEGAN_LATE, at(0), at(7), null, null),
            new Gap(Gap.Kind.ENDED_EARLY, at(50), at(60), null, null));
  }

  @Test
  void a_pause_is_a_gap_with_who_wanted_it_and_why_in_each_talk_that_it_touches() {
    CallId call = new CallId("c1");
    RecordingId recording = new RecordingId("r1");
    AgentId agent = new AgentId("agent1");
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"));
    tell(new CallEvent.RecordingPaused(call, at(10), recording, agent, "card number"));
    tell(new CallEvent.RecordingResumed(call, at(15), recording));
    tell(new CallEvent.RecordingPaused(call, at(18), recording, agent, "PIN"));
    tell(Told.transferred("c1", at(20), "s01", "s02", TransferKind.BLIND));
    tell(new CallEvent.RecordingResumed(call, at(21), recording));
    tell(new CallEvent.RecordingPaused(call, at(50), recording, agent, "and again"));
    tell(ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    assertThat(reasons()).containsExactly(Reason.GAPS, Reason.GAPS);
    assertThat(entries().getFirst().gaps())
        .containsExactly(
            new Gap(Gap.Kind.PAUSED, at(10), at(15), "agent1", "card number"),
            new Gap(Gap.Kind.PAUSED, at(18), at(20), "agent1", "PIN"));
    assertThat(entries().getLast().gaps())
        .containsExactly(
            new Gap(Gap.Kind.PAUSED, at(20), at(21), "agent1", "PIN"),
            new Gap(Gap.Kind.PAUSED, at(50), at(60), "agent1", "and again"));
  }

  @Test
  void a_talk_that_the_recording_does_not_reach_is_missing_though_there_is_a_recording() {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 30, "r1"));
    tell(Told.transferred("c1", at(20), "s01", "s02", TransferKind.BLIND));
    tell(ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    assertThat(reasons()).containsExactly(Reason.NOT_COVERED, Reason.GAPS);
  }

  @Test
  void what_has_no_audio_is_missing_unless_nothing_could_be_heard() {
    tell(answered("c1", 0, "s01", "r1"), ended("c1", 0, 60, "r1"));
    rows.change(new RecordingId("r1"), it -> it.with(new Custody.Missing("no file")));
    tell(answered("c2", 1, "s01", "r2"), ended("c2", 1, 2, "r2"));
    rows.change(new RecordingId("r2"), it -> it.with(new Custody.Unheard("no file")));
    tell(answered("c3", 3, "s01", "r3"), ended("c3", 3, 60, "r3"));
    rows.change(
        new RecordingId("r3"),
        it -> it.with(new Custody.Corrupt(new Custody.FileClosed(), "nonsense")));
    assertThat(reasons()).containsExactly(Reason.NO_AUDIO, Reason.UNHEARD, Reason.CORRUPT);
    assertThat(account(Verdict.MISSING).entries())
        .extracting(it -> it.talk().call().value())
        .containsExactly("c1", "c3");
    new FullSpanStore(jdbc).keep(new FullSpan(at(-9), at(1)));
    assertThat(reasons()).containsExactly(Reason.NO_ROOM, Reason.UNHEARD, Reason.CORRUPT);
  }

  @Test
  void a_recording_of_another_call_proves_nothing_about_this_one() {
    tell(answered("c1", 0, "s01", "r1"), ended("c1", 0, 60, "r1"));
    jdbc.sql("update recording set call = 'c9'").update();
    stored("r1", 60);
    assertThat(reasons()).containsExactly(Reason.NOT_ON_RECORD);
    assertThat(ledger.orphans(T0, at(600), 9)).containsExactly(new RecordingId("r1"));
    bookkeeper.round();
    bookkeeper.round();
    assertThat(alarms("MISSING")).as("said once").isEqualTo(1);
    assertThat(alarms("ORPHAN")).isEqualTo(1);
    assertThat(talks("MISSING")).isEqualTo(1);
    assertThat(meter.state()).isEqualTo(Part.State.DEGRADED);
  }

  @Test
  void a_recording_that_no_call_has_and_a_file_that_nobody_knows_are_listed() throws Exception {
    rows.begin(new RecordingId("r-nobodys"), new CallId("c9"), at(5));
    file("known-nowhere");
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"), ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    assertThat(ledger.orphans(T0, at(600), 9)).containsExactly(new RecordingId("r-nobodys"));
    assertThat(new CustodyAccount(rows, files, () -> now).unknownFiles(SETTLED))
        .containsExactly(new RecordingId("known-nowhere"));
    bookkeeper.round();
    assertThat(alarms("ORPHAN")).isEqualTo(1);
    assertThat(registry.get("linekeeper.recording.unclaimed").gauge().value()).isEqualTo(1);
  }

  @Test
  void an_object_that_vanished_from_the_store_is_found_out_and_forgiven_when_it_is_back()
      throws Exception {
    tell(answered("c1", 0, "s01", "r1"), started("c1", 0, "r1"), ended("c1", 0, 60, "r1"));
    stored("r1", 60);
    bookkeeper.round();
    assertThat(reasons()).containsExactly(Reason.GONE_FROM_STORE);
    assertThat(ledger.gone(9)).containsExactly(new RecordingId("r1"));
    assertThat(alarms("MISSING")).isEqualTo(1);

    objects.objects.put("r1.wav", new byte[(int) AUDIO.size()]);
    bookkeeper.round();
    assertThat(reasons())
        .as("not looked for again so soon")
        .containsExactly(Reason.GONE_FROM_STORE);
    now = now.plus(Duration.ofHours(25));
    bookkeeper.round();
    assertThat(reasons()).containsOnlyNulls();
    assertThat(ledger.gone(9)).isEmpty();

    objects.objects.put("r1.wav", new byte[7]);
    objects.away = true;
    now = now.plus(Duration.ofHours(25));
    bookkeeper.round();
    assertThat(ledger.gone(9)).as("a store that is away has lost nothing").isEmpty();
    objects.away = false;
    bookkeeper.round();
    assertThat(ledger.gone(9)).as("another size is another thing").hasSize(1);
  }

  @Test
  void what_the_fallback_had_is_taken_in_like_any_other_talk() {
    tell(started("c1", -5, "fallback-leg"), answered("c1", 0, "s01", "fallback-leg"));
    tell(new CallEvent.RecordingStopped(new CallId("c1"), at(60), new RecordingId("fallback-leg")));
    tell(ended("c1", 0, 60, "fallback-leg"));
    stored("fallback-leg", 60);
    assertThat(reasons()).containsOnlyNulls();
    // whom nobody answered there was recorded too: that is no talk, and his recording is no orphan
    tell(started("c2", 10, "fallback-other"), ended("c2", 10, 30, "fallback-other"));
    assertThat(entries()).hasSize(1);
    assertThat(ledger.orphans(at(-600), at(600), 9)).isEmpty();
  }

  @Test
  void events_told_twice_change_nothing_and_a_period_is_half_open_and_paged() {
    for (int i = 0; i < 5; i++) {
      List<CallEvent> told =
          List.of(
              answered("c" + i, i * 10, "s01", "r" + i),
              Told.transferred("c" + i, at(i * 10 + 5), "s01", "s02", TransferKind.ATTENDED),
              ended("c" + i, i * 10, i * 10 + 8, "r" + i));
      int before = number;
      told.forEach(this::tell);
      number = before;
      told.forEach(this::tell);
      stored("r" + i, i * 10 + 8);
    }
    Account whole = ledger.between(at(10), at(40), new Wanted(null, null, 100));
    assertThat(whole.entries()).hasSize(6);
    assertThat(whole.totals().verdicts()).containsEntry(Verdict.RECORDED, 6L);
    assertThat(whole.totals().verdicts()).containsEntry(Verdict.MISSING, 0L);
    Account first = ledger.between(at(10), at(40), new Wanted(null, null, 4));
    TalkStore.Place after = TalkStore.Place.of(first.entries().getLast().talk());
    Account second = ledger.between(at(10), at(40), new Wanted(null, after, 4));
    assertThat(first.totals()).isEqualTo(whole.totals());
    assertThat(second.totals()).as("counted once").isEqualTo(Totals.UNCOUNTED);
    assertThat(first.entries()).hasSize(4);
    assertThat(second.entries()).isEqualTo(whole.entries().subList(4, 6));
    Wanted earlier = new Wanted(null, TalkStore.Place.before(at(0)), 100);
    assertThat(ledger.between(at(10), at(40), earlier).entries())
        .as("a place before the period does not widen it")
        .isEqualTo(whole.entries());
  }

  private void tell(CallEvent... events) {
    for (CallEvent event : events) {
      number++;
      talks.on(number, event);
      custody.on(number, event);
    }
  }

  private Account account(@Nullable Verdict only) {
    return ledger.between(at(-60), at(600), new Wanted(only, null, 100));
  }

  private List<LedgerEntry> entries() {
    return account(null).entries();
  }

  private List<@Nullable Reason> reasons() {
    List<@Nullable Reason> reasons = new ArrayList<>();
    entries().forEach(it -> reasons.add(it.reason()));
    return reasons;
  }

  private void stored(String recording, int at) {
    Place place = new Place("recordings", recording + ".wav");
    rows.change(
        new RecordingId(recording),
        it -> it.with(new Custody.Stored(AUDIO, "ab", place, at(at), null)));
  }

  private void file(String name) throws IOException {
    Path file = Files.write(spool.resolve(name + ".raw"), new byte[640]);
    Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(600)));
  }

  private static CallEvent answered(String call, int at, String seat, String recording) {
    return Told.answered(call, at(at), seat, "agent1", recording);
  }

  private static CallEvent started(String call, int at, String recording) {
    return new CallEvent.RecordingStarted(
        new CallId(call), at(at), new RecordingId(recording), new LegId("leg"));
  }

  private static CallEvent ended(String call, int answered, int at, String recording) {
    return Told.ended(call, at(answered), at(at), List.of(recording));
  }

  private static CallEvent consulted(String call, int since, int at, String asked) {
    return new CallEvent.Consulted(new CallId(call), at(at), at(since), new SeatId("s01"), asked);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  private double alarms(String kind) {
    return registry.get("linekeeper.recording.alarms").tag("kind", kind).counter().count();
  }

  private double talks(String verdict) {
    return registry.get("linekeeper.recording.talks").tag("verdict", verdict).gauge().value();
  }
}
