package linekeeper.recording.web;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import org.jspecify.annotations.Nullable;

/**
 * A recording as people and programs see it. What is not known yet is null.
 *
 * @param agents who talked in it
 * @param callerMasked who called, or was called
 * @param reason why it is missing or corrupt, or what is being tried again
 */
record RecordingView(
    RecordingId id,
    CallId callId,
    String state,
    RecordingKind kind,
    List<AgentId> agents,
    @Nullable String callerMasked,
    String codec,
    int channels,
    int sampleRate,
    @Nullable Long durationMs,
    @Nullable Long size,
    String digestAlg,
    @Nullable String digest,
    @Nullable String bucket,
    @Nullable String objectKey,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer cutBytes,
    @Nullable String reason) {
  private static final int CHANNELS = 2;
  private static final int SAMPLE_RATE = 8000;

  /** Copies the agents. */
  RecordingView {
    agents = List.copyOf(agents);
  }

  static RecordingView of(TakenRecording recording) {
    Custody custody = recording.custody();
    Known known = known(custody);
    Audio audio = known.audio;
    Place place = known.place;
    return new RecordingView(
        recording.id(),
        recording.call(),
        custody.name(),
        recording.kind(),
        recording.agents().stream().sorted(Comparator.comparing(AgentId::value)).toList(),
        recording.caller(),
        Audio.CODEC,
        audio == null ? CHANNELS : audio.channels(),
        audio == null ? SAMPLE_RATE : audio.sampleRate(),
        audio == null ? null : (Long) audio.durationMillis(),
        audio == null ? null : (Long) audio.size(),
        "SHA-256",
        known.digest,
        place == null ? null : place.bucket(),
        place == null ? null : place.key(),
        recording.startedAt(),
        recording.endedAt(),
        audio == null ? null : (Integer) audio.cutBytes(),
        reason(custody));
  }

  private static @Nullable String reason(Custody custody) {
    return switch (custody) {
      case Custody.FailedRetryable it -> it.reason();
      case Custody.Absent it -> it.reason();
      case Custody.Corrupt it -> it.reason();
      case Custody.Purging it -> it.refusal() == null ? it.order().why() : it.refusal();
      case Custody.Purged it -> it.order().why();
      case Custody.Pending _, Custody.Stored _, Custody.Linked _ -> null;
    };
  }

  private static Known known(Custody custody) {
    return switch (custody) {
      case Custody.Recording _, Custody.FileClosed _, Custody.Absent _ ->
          new Known(null, null, null);
      case Custody.Probed it -> new Known(it.audio(), null, null);
      case Custody.Hashed it -> new Known(it.audio(), it.digest(), null);
      case Custody.Uploading it -> new Known(it.audio(), it.digest(), it.place());
      case Custody.Stored it -> new Known(it.audio(), it.digest(), it.place());
      case Custody.Linked it -> known(it.stored());
      case Custody.Purging it -> known(it.stored());
      case Custody.Purged it -> known(it.stored());
      case Custody.FailedRetryable it -> known(it.before());
      case Custody.Corrupt it -> known(it.before());
    };
  }

  private record Known(@Nullable Audio audio, @Nullable String digest, @Nullable Place place) {}
}
