package linekeeper.call.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.model.FloorModel;
import linekeeper.call.model.FloorPlan;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.platform.journal.Journals;
import linekeeper.platform.journal.Subscriber;
import linekeeper.queue.model.Preference;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LedgerPlace;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Switch;
import linekeeper.testing.Postgres;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The floor and its journal on a real PostgreSQL. */
@ParameterizedClass
@EnumSource(Postgres.class)
class FloorRecoveryTest {
  private static final SeatId SEAT = new SeatId("s01");
  private final DataSource database;
  private final JournalCodec codec = new JournalCodec(new FloorVocabulary().sealedRoots());

  FloorRecoveryTest(Postgres postgres) {
    this.database = postgres.migrated();
  }

  @Test
  void a_floor_reopened_from_its_journal_is_the_floor_that_was_closed_in_the_midst_of_calls() {
    String asItWas;
    try (Journals journals = Journals.on(database, codec)) {
      FloorModel model = new FloorModel(plan(), Clock.systemUTC().instant());
      TalkativeSwitch telephony = new TalkativeSwitch();
      FloorDesk desk = desk(model, journals, telephony);
      desk.open();
      signIn(desk, telephony);
      telephony.caller("caller-1", "13800138000");
      telephony.caller("caller-2", "13900139000");
      telephony.answerEverything(desk);
      journals.journal().committed().join();
      asItWas = codec.write(model.remember());
      assertThat(model.calls()).hasSize(2);
      // no orderly close: the process is gone, the snapshot is never written
    }
    try (Journals journals = Journals.on(database, codec)) {
      FloorModel again = new FloorModel(plan(), Clock.systemUTC().instant());
      new FloorBook(journals.journal(), codec).recover(again, Clock.systemUTC().instant());
      assertThat(codec.write(again.remember())).isEqualTo(asItWas);
    }
  }

  @Test
  void a_snapshot_and_the_entries_after_it_give_the_same_floor_as_all_entries() {
    try (Journals journals = Journals.on(database, codec)) {
      FloorModel model = new FloorModel(plan(), Clock.systemUTC().instant());
      TalkativeSwitch telephony = new TalkativeSwitch();
      FloorDesk desk = desk(model, journals, telephony);
      desk.open();
      signIn(desk, telephony);
      telephony.caller("caller-1", "13800138000");
      // the model is the lane's alone: nobody else reads it while there is something to do
      desk.snapshot().toCompletableFuture().join();
      FloorBook book = new FloorBook(journals.journal(), codec);
      book.keep(model, Clock.systemUTC().instant());
      telephony.caller("caller-2", "13900139000");
      telephony.answerEverything(desk);
      journals.journal().committed().join();
      FloorModel again = new FloorModel(plan(), Clock.systemUTC().instant());
      book.recover(again, Clock.systemUTC().instant());
      assertThat(codec.write(again.remember())).isEqualTo(codec.write(model.remember()));
    }
  }

  @Test
  void a_subscriber_hears_every_event_in_order_and_again_what_it_failed_on() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Subscriber<CallEvent> once = new FailsOnce(heard);
    tellOfAnAnsweredCall(once, heard);
    assertThat(heard).containsExactly("Arrived", "Queued", "Queued", "Offered", "Answered");
  }

  @Test
  void what_is_told_in_one_transaction_is_kept_once_although_the_telling_failed() {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.execute("create table kept (name text)");
    List<String> heard = new CopyOnWriteArrayList<>();
    FailsOnce keeper =
        new FailsOnce(heard) {
          @Override
          public boolean inOneTransaction() {
            return true;
          }

          @Override
          public void on(long number, CallEvent event) {
            jdbc.update("insert into kept values (?)", event.getClass().getSimpleName());
            super.on(number, event);
          }
        };
    tellOfAnAnsweredCall(keeper, heard);
    assertThat(heard).containsSubsequence("Queued", "Queued");
    assertThat(jdbc.queryForList("select name from kept", String.class))
        .containsExactlyInAnyOrder("Arrived", "Queued", "Offered", "Answered");
  }

  /** Returns when the subscriber has heard of the answer, and the feed is closed. */
  private void tellOfAnAnsweredCall(Subscriber<CallEvent> subscriber, List<String> heard) {
    try (Journals journals = Journals.on(database, codec, subscriber)) {
      TalkativeSwitch telephony = new TalkativeSwitch();
      FloorDesk desk =
          desk(new FloorModel(plan(), Clock.systemUTC().instant()), journals, telephony);
      desk.open();
      signIn(desk, telephony);
      telephony.caller("caller-1", "13800138000");
      telephony.answerEverything(desk);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> heard.contains("Answered"));
    }
  }

  private FloorDesk desk(FloorModel model, Journals journals, Switch telephony) {
    return new FloorDesk(
        model,
        new FloorBook(journals.journal(), codec),
        telephony,
        List.of(),
        Clock.systemUTC(),
        new FloorMeter(new SimpleMeterRegistry()));
  }

  private static void signIn(FloorDesk desk, TalkativeSwitch telephony) {
    telephony.ear.hear(new Fact.LinkChanged(LinkState.UP, "test"));
    assertThat(
            desk.ask(new FloorCommand.SignIn(SEAT, new AgentId("agent1"), Set.of()))
                .toCompletableFuture()
                .join()
                .accepted())
        .isTrue();
    telephony.ear.hear(new Fact.PhoneSeen(SEAT, true));
    assertThat(desk.ask(new FloorCommand.GoReady(SEAT)).toCompletableFuture().join().accepted())
        .isTrue();
  }

  private static FloorPlan plan() {
    QueueId queue = new QueueId("service");
    return new FloorPlan(
        Map.of(
            "12345",
            new FloorPlan.Line(new LineId("hotline"), "热线", queue, List.of("greeting"), null)),
        List.of(
            new QueueRules(
                queue,
                "服务",
                Set.of(),
                List.of(Preference.LONGEST_IDLE),
                10,
                Duration.ofMinutes(5),
                Duration.ofSeconds(15),
                Duration.ZERO,
                0)),
        List.of(new FloorPlan.SeatPlace(SEAT, "1号席")),
        new SeatRules(Duration.ofSeconds(30), Duration.ofSeconds(60), 2),
        4,
        new FloorPlan.Limits(Duration.ZERO, 100),
        ZoneId.of("Asia/Shanghai"),
        List.of());
  }

  /** Answers every instruction at once with the fact that a real switch would follow it with. */
  private static final class TalkativeSwitch implements Switch {
    private Ear ear = _ -> {};
    private final List<Instruction> told = new CopyOnWriteArrayList<>();

    @Override
    public void connect(Ear theEar, @Nullable LedgerPlace ledger) {
      ear = theEar;
    }

    void caller(String leg, String number) {
      ear.hear(new Fact.LegArrived(new LegId(leg), new PhoneNumber(number), "", "12345"));
    }

    /** Follows instructions with facts until none comes any more. */
    void answerEverything(FloorDesk desk) {
      while (true) {
        desk.snapshot().toCompletableFuture().join();
        List<Instruction> batch = new ArrayList<>(told);
        told.clear();
        if (batch.isEmpty()) {
          return;
        }
        batch.forEach(this::follow);
      }
    }

    private void follow(Instruction instruction) {
      switch (instruction) {
        case Instruction.Answer it -> ear.hear(new Fact.LegUp(it.leg()));
        case Instruction.Play it -> ear.hear(new Fact.PlayEnded(it.play(), true));
        case Instruction.Dial it -> {
          ear.hear(new Fact.LegRinging(it.leg()));
          ear.hear(new Fact.LegUp(it.leg()));
        }
        case Instruction.StartRecording it -> {}
        default -> {}
      }
    }

    @Override
    public void tell(List<Instruction> instructions) {
      told.addAll(instructions);
    }

    @Override
    public CompletionStage<PhoneAccount> createPhone(SeatId seat, PhoneKind kind) {
      return CompletableFuture.completedFuture(new PhoneAccount("seat-" + seat, "secret", "", ""));
    }

    @Override
    public CompletionStage<Void> dropFence(AttemptId attempt) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void drain() {}
  }

  private static class FailsOnce implements Subscriber<CallEvent> {
    private final List<String> heard;
    private boolean failed;

    FailsOnce(List<String> heard) {
      this.heard = heard;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Class<CallEvent> type() {
      return CallEvent.class;
    }

    @Override
    public void on(long number, CallEvent event) {
      heard.add(event.getClass().getSimpleName());
      if (event instanceof CallEvent.Queued && !failed) {
        failed = true;
        throw new IllegalStateException("not now");
      }
    }
  }
}
