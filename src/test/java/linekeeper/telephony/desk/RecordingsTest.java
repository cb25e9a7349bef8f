package linekeeper.telephony.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Instruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that would not fit on the disk. */
class RecordingsTest {
  private static final Instruction.StartRecording START =
      new Instruction.StartRecording(new RecordingId("r1"), new LegId("leg-1"));
  private final List<String> failures = new CopyOnWriteArrayList<>();
  @TempDir private Path spool;

  @Test
  void on_a_full_disk_none_is_begun_and_whoever_asks_again_is_heard_again() {
    Recordings recordings = recordings(spool, Long.MAX_VALUE);
    start(recordings);
    await().until(() -> failures.equals(List.of("0 no room in the spool")));
    start(recordings);
    await().until(() -> failures.size() == 2);
  }

  @Test
  void where_there_is_room_or_nobody_knows_the_switch_is_asked() {
    start(recordings(spool, 1));
    start(recordings(spool.resolve("elsewhere"), Long.MAX_VALUE));
    await().until(() -> failures.size() == 2);
    assertThat(failures).containsOnly("0 not connected");
  }

  private void start(Recordings recordings) {
    recordings.start(START, (_, reply) -> failures.add(reply.status() + " " + reply.why()));
  }

  private static Recordings recordings(Path spool, long reserve) {
    return new Recordings(new SilentAmi(), spool, reserve, Runnable::run, _ -> {});
  }
}
