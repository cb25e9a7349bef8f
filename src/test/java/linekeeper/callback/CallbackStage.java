package linekeeper.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import linekeeper.call.Fences;
import linekeeper.call.PastCalls;
import linekeeper.call.event.AttemptEnd;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.CallEvent.CallSummary;
import linekeeper.call.event.LossType;
import linekeeper.call.store.Calls;
import linekeeper.call.store.KeptCalls;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.platform.journal.JournalEntry;
import linekeeper.platform.journal.JournalVocabulary;
import linekeeper.testing.Http;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * From the event in the journal to the door: real PostgreSQL, real HTTP, real sign-ins, and the
 * calls as they are really kept; the floor is a stand-in that says what it was asked.
 */
@Import(CallbackStage.Neighbours.class)
abstract class CallbackStage {
  static final SeatId SEAT = new SeatId("s01");
  static final AgentId AGENT = new AgentId("agent1");
  private static final LineId LINE = new LineId("hotline");
  private static final QueueId QUEUE = new QueueId("service");
  private static final String PASSWORD = "Correct-Horse-9";
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final int WAITED = 5_000;

  /** Just now, so that nobody is to be left asleep. */
  final Instant t0 = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(3));

  private final Journal journal;
  private final JournalCodec codec;
  final StandInFloor floor;
  private final int port;

  CallbackStage(Journal journal, JournalCodec codec, StandInFloor floor, int port) {
    this.journal = journal;
    this.codec = codec;
    this.floor = floor;
    this.port = port;
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Postgres.fresh(registry);
    registry.add("linekeeper.demo", () -> "true");
    registry.add("linekeeper.callback.sweep", () -> "200ms");
    registry.add("linekeeper.callback.patience", () -> "500ms");
    registry.add("linekeeper.floor.zone", () -> "Asia/Shanghai");
    for (String user : List.of("agent1", "agent2", "leader1", "analyst1", "admin1", "auditor1")) {
      registry.add("linekeeper.demo-password." + user, () -> PASSWORD);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Neighbours {
    @Bean
    JournalVocabulary events() {
      return () -> List.of(CallEvent.class);
    }

    @Bean
    Calls keptCalls(JdbcClient jdbc) {
      return KeptCalls.kept(jdbc);
    }

    @Bean
    PastCalls pastCalls(JdbcClient jdbc) {
      return KeptCalls.past(jdbc);
    }

    @Bean
    StandInFloor floor() {
      StandInFloor floor = new StandInFloor();
      floor.seats.put(AGENT, SEAT);
      return floor;
    }

    @Bean
    Fences fences() {
      return _ -> CompletableFuture.completedFuture(null);
    }
  }

  void arrives(String call, String caller, Instant at) {
    tell(
        new CallEvent.Arrived(
            new CallId(call), at, LINE, PhoneNumber.heard(caller), "12345", null));
  }

  /** He came, waited, and left. */
  void lost(String call, String caller, Instant at) {
    PhoneNumber number = PhoneNumber.heard(caller);
    Instant left = at.plusMillis(WAITED);
    arrives(call, caller, at);
    tell(new CallEvent.Queued(new CallId(call), at, QUEUE));
    tell(
        new CallEvent.Lost(
            new CallId(call), left, LossType.QUEUE_ABANDON, number, LINE, WAITED, null));
    tell(new Was(call, number, at, null, left, null).ended(LossType.QUEUE_ABANDON, null));
  }

  /** He came, and this agent talked to him. */
  void served(String call, String caller, Instant at, String agent) {
    PhoneNumber number = PhoneNumber.heard(caller);
    arrives(call, caller, at);
    tell(answered(call, number, at.plusSeconds(1), agent));
    tell(new Was(call, number, at, at.plusSeconds(1), at.plusSeconds(31), agent).ended(null, null));
  }

  static CallEvent answered(String call, PhoneNumber number, Instant at, String agent) {
    return new CallEvent.Answered(
        new CallId(call), at, SEAT, new AgentId(agent), new RecordingId("r-" + call), number);
  }

  /** A call as it was; where nobody talked there is no answer, and no agent. */
  private record Was(
      String call,
      PhoneNumber number,
      Instant at,
      @Nullable Instant answeredAt,
      Instant endedAt,
      @Nullable String agent) {

    CallEvent ended(@Nullable LossType loss, @Nullable AttemptId attempt) {
      return new CallEvent.Ended(
          new CallId(call),
          endedAt,
          new CallSummary(
              new CallId(call),
              LINE,
              QUEUE,
              number,
              "12345",
              at,
              at,
              answeredAt,
              answeredAt,
              endedAt,
              null,
              WAITED,
              0,
              answeredAt == null ? 0 : Duration.between(answeredAt, endedAt).toMillis(),
              0,
              0,
              loss,
              agent == null ? null : new AgentId(agent),
              agent == null ? null : SEAT,
              List.of(),
              false,
              attempt));
    }
  }

  /** The floor's tale of an attempt in which the citizen was talked to. */
  void talked(AttemptId attempt, String call, PhoneNumber citizen, Instant at) {
    begins(attempt, call, citizen, at);
    tell(answered(call, citizen, at.plusSeconds(5), AGENT.value()));
    tell(
        new CallEvent.AttemptOver(
            new CallId(call),
            at.plusSeconds(35),
            attempt,
            AttemptEnd.CONNECTED,
            at.plusSeconds(2),
            30_000));
    tell(
        new Was(call, citizen, at, at.plusSeconds(5), at.plusSeconds(35), AGENT.value())
            .ended(null, attempt));
  }

  void begins(AttemptId attempt, String call, PhoneNumber citizen, Instant at) {
    tell(
        new CallEvent.CalledOut(
            new CallId(call), at, attempt, LINE, citizen, "12345", SEAT, AGENT));
  }

  void tell(CallEvent event) {
    journal.append(() ->
        new JournalEntry(
            NUMBERS.incrementAndGet(),
            event.at(),
            "{}",
            List.of(JournalEntry.Event.of(codec, CallEvent.class, event.at(), event))));
  }

  Http as(String user) {
    return Http.at(port).signedIn(user, PASSWORD);
  }
}
