package linekeeper.recording.web;

import java.util.List;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.recording.model.TakeOutSubject;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.RecordingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may take what out, once another person agrees: nobody takes what he may not hear. */
@Component
final class Takers {
  private static final Refusal FORBIDDEN =
      Refusal.of("recording.forbidden", "there are recordings in it that you may not hear");

  private final Hearers hearers;
  private final RecordingStore recordings;
  private final EvidenceStore manifests;

  Takers(Hearers hearers, RecordingStore recordings, EvidenceStore manifests) {
    this.hearers = hearers;
    this.recordings = recordings;
    this.manifests = manifests;
  }

  /** Why somebody may not ask for it, or null where he may. */
  @Nullable Refusal refusal(TakeOutSubject subject, User user) {
    return switch (subject) {
      case TakeOutSubject.OfRecording it ->
          hearers.admit(it.id(), user) instanceof Hearers.Turned turned ? turned.refusal() : null;
      case TakeOutSubject.OfCall it -> ofCall(it.call(), user);
      case TakeOutSubject.OfDays _ -> user.may(Permission.REPLAY_ANY) ? null : FORBIDDEN;
    };
  }

  /** Why somebody may not have a bundle of these, or null where he may. */
  @Nullable Refusal refusal(List<EvidenceStore.Link> links, User user) {
    if (links.isEmpty()) {
      return Refusal.of("manifest.unknown", "nothing is signed for that, or not yet");
    }
    return user.may(Permission.REPLAY_ANY) || links.stream().allMatch(it -> hears(it, user))
        ? null
        : FORBIDDEN;
  }

  /** As its bundle would be now; of all its recordings where nothing is signed for yet. */
  private @Nullable Refusal ofCall(CallId call, User user) {
    List<EvidenceStore.Link> links = manifests.ofCall(call);
    if (!links.isEmpty()) {
      return refusal(links, user);
    }
    List<TakenRecording> begun = recordings.ofCall(call);
    if (begun.isEmpty()) {
      return Refusal.of("call.unknown", "nothing was recorded of such a call");
    }
    return begun.stream().allMatch(it -> Hearers.mayHear(user, it)) ? null : FORBIDDEN;
  }

  private boolean hears(EvidenceStore.Link link, User user) {
    RecordingId recording = link.recording();
    return recording == null || hearers.admit(recording, user) instanceof Hearers.Admitted;
  }
}
