package linekeeper.recording.desk;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.model.Task;
import linekeeper.recording.store.MarkStore;
import linekeeper.recording.store.PauseStore;
import linekeeper.recording.store.RecordingStore;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Custody on a real database and a real spool, with a store that can be made to fail. */
abstract class CustodianStage {
  static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final DataSource DATABASE = Postgres.EMBEDDED.pooled();

  final Path spoolHome;
  final FakeStore objects = new FakeStore();
  volatile Instant now = T0;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final CustodyMeter meter = new CustodyMeter(registry);
  final RecordingStore rows =
      new RecordingStore(JdbcClient.create(DATABASE), new DataSourceTransactionManager(DATABASE));
  final Handiwork handiwork;
  final Custodian custodian;
  final CustodyFeed feed;
  int calls;

  CustodianStage(Path spoolHome) {
    this.spoolHome = spoolHome;
    JdbcClient.create(DATABASE).sql("truncate recording cascade").update();
    RecordingProperties properties = Spools.in(spoolHome);
    Spool spool = new Spool(properties, Disks.AMPLE);
    InstantSource clock = () -> now;
    ListeningCopies copies = Copies.of(objects, spoolHome.resolve("listening"), clock);
    MarkStore marks = new MarkStore(JdbcClient.create(DATABASE));
    handiwork = new Handiwork(spool, objects, new SecondOpinion(properties), copies, marks, meter);
    custodian = new Custodian(rows, spool, handiwork, meter, clock, properties);
    feed = new CustodyFeed(rows, new PauseStore(JdbcClient.create(DATABASE)), custodian);
  }

  @AfterEach
  void stop() {
    custodian.stop();
  }

  boolean done(RecordingId id) {
    return custody(id) instanceof Custody.Stored stored && stored.removeAt() == null;
  }

  /** Does everything up to this task, as the workers would. */
  void work(RecordingId id, Task until) {
    for (int i = 0; i < 100; i++) {
      TakenRecording recording = rows.find(id).orElseThrow();
      Task.Due due = Task.next(recording.custody()).orElseThrow();
      if (due.task() == until) {
        return;
      }
      custodian.hear(id, handiwork.perform(due.task(), recording));
      pass(Duration.ofMillis(600));
    }
    throw new AssertionError("never came to " + until);
  }

  Custody custody(RecordingId id) {
    return rows.find(id).orElseThrow().custody();
  }

  /** What lies there, but for the lock. */
  List<String> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spoolHome)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> !it.equals(SpoolLock.FILE))
          .toList();
    }
  }

  Path raw(RecordingId id) {
    return spoolHome.resolve(id + ".raw");
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  RecordingId answered() {
    calls++;
    RecordingId id = new RecordingId("r" + calls);
    feed.on(calls, answer(id, new CallId("c" + calls)));
    return id;
  }

  static CallEvent answer(RecordingId id, CallId call) {
    return new CallEvent.Answered(
        call, T0, new SeatId("s01"), new AgentId("agent1"), id, new PhoneNumber("13800138000"));
  }

  RecordingId recorded(byte[] heard) throws IOException {
    RecordingId id = answered();
    Files.write(raw(id), heard);
    stopped(id);
    return id;
  }

  void stopped(RecordingId id) {
    feed.on(calls, new CallEvent.RecordingStopped(new CallId("c" + calls), now, id));
  }

  Custody.Stored arrived(RecordingId id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          pass(Duration.ofMillis(500));
          return done(id);
        });
    return (Custody.Stored) custody(id);
  }

  void until(RecordingId id, Class<? extends Custody> state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          pass(Duration.ofMillis(500));
          return state.isInstance(custody(id));
        });
  }

  double alarms(String kind) {
    return registry.get("linekeeper.recording.alarms").tag("kind", kind).counter().count();
  }
}
