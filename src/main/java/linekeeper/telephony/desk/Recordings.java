package linekeeper.telephony.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import linekeeper.kernel.LegId;
import linekeeper.kernel.RecordingId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.ami.Ami;
import linekeeper.telephony.ami.AmiFailure;
import linekeeper.telephony.ari.AriReply;

/**
 * Recordings that run. The switch tells when one began but not when its file was closed, least of
 * all when the caller hung up: so once the leg or the recording ended, the file is watched until it
 * has stopped growing.
 */
final class Recordings {
  private static final int STILL_MILLIS = 100;
  private static final int STILL_LOOKS = 10;
  private static final int MOST_LOOKS = 100;

  private final Ami ami;
  private final Path spool;
  private final long reserve;
  private final Executor loop;
  private final Consumer<Fact> ear;
  private final Map<RecordingId, Running> running = new HashMap<>();

  private static final class Running {
    final LegId leg;
    String handle = "";

    Running(LegId leg) {
      this.leg = leg;
    }
  }

  /**
   * Recordings in this directory.
   *
   * @param reserve bytes; with less room than this none is begun
   */
  Recordings(Ami ami, Path spool, long reserve, Executor loop, Consumer<Fact> ear) {
    this.ami = ami;
    this.spool = spool;
    this.reserve = reserve;
    this.loop = loop;
    this.ear = ear;
  }

  /**
   * Starting one that runs, or has run, is recognised: it must never be overwritten. On a full disk
   * none is begun; whoever wanted it asks again, and is heard once there is room.
   */
  void start(Instruction.StartRecording start, BiConsumer<Instruction, AriReply> failed) {
    RecordingId recording = start.recording();
    Running begun = new Running(start.leg());
    if (running.putIfAbsent(recording, begun) != null) {
      return;
    }
    Path file = file(recording);
    Thread.startVirtualThread(() -> {
      if (Files.exists(file)) {
        loop.execute(() -> ear.accept(new Fact.RecordingStarted(recording)));
      } else if (room()) {
        ask(start, begun, failed);
      } else {
        loop.execute(() -> refuse(start, begun, failed));
      }
    });
  }

  /** A directory that nobody sees from here has whatever room the switch finds. */
  private boolean room() {
    return !Files.isDirectory(spool) || spool.toFile().getUsableSpace() >= reserve;
  }

  private void refuse(
      Instruction.StartRecording start, Running begun, BiConsumer<Instruction, AriReply> failed) {
    running.remove(start.recording(), begun);
    failed.accept(start, AriReply.none("no room in the spool"));
  }

  /** Told again it is done again: the switch does not mind. */
  void pause(Instruction.PauseRecording pause, BiConsumer<Instruction, AriReply> failed) {
    ami.muteRecordings(pause.leg(), pause.paused())
        .whenCompleteAsync(
            (_, failure) -> {
              if (failure == null) {
                ear.accept(
                    new Fact.RecordingPaused(pause.recording(), pause.paused(), pause.number()));
              } else {
                failed.accept(pause, AriReply.none(AmiFailure.why(failure)));
              }
            },
            loop);
  }

  /** Stopping one that has ended is no failure; either way its end is told. */
  void stop(Instruction.StopRecording stop) {
    Running known = running.remove(stop.recording());
    ami.stopRecording(stop.leg(), known == null ? "" : known.handle)
        .whenComplete((_, _) -> awaitStillness(stop.recording()));
  }

  /** A leg is over, and with it whatever recorded it. */
  void legGone(LegId leg) {
    endAll(running.entrySet().stream().filter(e -> e.getValue().leg.equals(leg)).toList());
  }

  /** Legs that are not in the stock are over. */
  void synced(Snapshot snapshot) {
    Set<LegId> alive =
        snapshot.legs().stream().map(Snapshot.Leg::leg).collect(Collectors.toUnmodifiableSet());
    endAll(running.entrySet().stream().filter(e -> !alive.contains(e.getValue().leg)).toList());
  }

  private void endAll(List<Map.Entry<RecordingId, Running>> ended) {
    List<RecordingId> ids = ended.stream().map(Map.Entry::getKey).toList();
    ids.forEach(running::remove);
    ids.forEach(this::awaitStillness);
  }

  private void ask(
      Instruction.StartRecording start, Running begun, BiConsumer<Instruction, AriReply> failed) {
    ami.startRecording(start.leg(), file(start.recording()).toString())
        .whenCompleteAsync(
            (handle, failure) -> {
              if (failure == null) {
                begun.handle = handle;
                ear.accept(new Fact.RecordingStarted(start.recording()));
              } else {
                running.remove(start.recording(), begun);
                failed.accept(start, AriReply.none(AmiFailure.why(failure)));
              }
            },
            loop);
  }

  private Path file(RecordingId recording) {
    return spool.resolve(recording.value() + ".raw");
  }

  private void awaitStillness(RecordingId recording) {
    Path file = file(recording);
    Thread.startVirtualThread(() -> {
      watch(file);
      loop.execute(() -> ear.accept(new Fact.RecordingStopped(recording)));
    });
  }

  private static void watch(Path file) {
    long size = -1;
    int still = 0;
    for (int look = 0; look < MOST_LOOKS && still < STILL_LOOKS; look++) {
      long now = size(file);
      still = now == size ? still + 1 : 0;
      size = now;
      try {
        Thread.sleep(STILL_MILLIS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return -2; // not there, or not to be seen from here
    }
  }
}
