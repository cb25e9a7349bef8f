package linekeeper.recording.web;

import linekeeper.access.Audit;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.Quarantine;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.RecordingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Who may hear what: who talked in it, those who may hear all, and those who may hear what serves
 * as evidence. Each hearing is audited.
 */
@Component
final class Hearers {
  private static final String REPLAY = "recording.replay";
  private final RecordingStore rows;
  private final Quarantine custody;
  private final Audit audit;

  Hearers(RecordingStore rows, Quarantine custody, Audit audit) {
    this.rows = rows;
    this.custody = custody;
    this.audit = audit;
  }

  /** What came of asking. */
  sealed interface Admission {}

  /** They may hear it. */
  record Admitted(TakenRecording recording) implements Admission {
    /** What is in the store, or null where it is not there, or not yet. */
    Custody.@Nullable Stored stored() {
      return switch (recording.custody()) {
        case Custody.Stored stored -> stored;
        case Custody.Linked linked -> linked.stored();
        case Custody.Pending _, Custody.FailedRetryable _ -> null;
        case Custody.Absent _, Custody.Corrupt _ -> null;
        case Custody.Purging _, Custody.Purged _ -> null;
      };
    }

    /** Why there is nothing to hear, where nothing is stored. */
    Refusal absent() {
      boolean purged =
          recording.custody() instanceof Custody.Purging
              || recording.custody() instanceof Custody.Purged;
      return purged
          ? Refusal.of("recording.gone", "its time was over and it was deleted")
          : Refusal.of("recording.not-stored", "it is not in the store");
    }
  }

  /** They may not, or there is no such recording. */
  record Turned(Refusal refusal) implements Admission {}

  /** Asks for one recording. */
  Admission admit(RecordingId id, User user) {
    TakenRecording recording = rows.find(id).orElse(null);
    if (recording == null) {
      return new Turned(Refusal.of("recording.unknown", "there is no such recording"));
    }
    return mayHear(user, recording)
        ? new Admitted(recording)
        : new Turned(Refusal.of("recording.forbidden", "only those who talked in it may hear it"));
  }

  /** Puts on record that somebody hears it, before anything is heard. */
  void hears(RecordingId id, User user, String what) {
    audit.record(user.name(), REPLAY, "recording:" + id, true, what);
  }

  /** Turns somebody away, which is put on record too. */
  ResponseEntity<ProblemDetail> turnAway(RecordingId id, User user, Refusal refusal) {
    audit.record(user.name(), REPLAY, "recording:" + id, false, refusal.code());
    return Problems.refused(refusal);
  }

  /**
   * What is said where the store did not give a recording; that it is another one is put on record.
   */
  ProblemDetail notHad(RecordingId id, ObjectStoreException why) {
    return switch (why.why()) {
      case CHANGED -> differs(id);
      case SEALED ->
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "recording.key-missing",
              "it is sealed, and the key that opens it is not here; see the status");
      case AWAY, ABSENT, LOCKED -> unavailable();
    };
  }

  /** What is said where the store has something else; people are told, and nothing is removed. */
  ProblemDetail differs(RecordingId id) {
    custody.differs(id);
    return Problems.of(
        HttpStatus.CONFLICT, "recording.differs", "what is in the store is not what was recorded");
  }

  private static ProblemDetail unavailable() {
    return Problems.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "recording.unavailable",
        "the object store does not answer; try again later");
  }

  static boolean mayHear(User user, TakenRecording recording) {
    return user.may(Permission.REPLAY_ANY)
        || (user.may(Permission.REPLAY_LINKED) && recording.custody() instanceof Custody.Linked)
        || (user.may(Permission.REPLAY_OWN)
            && recording.agents().contains(new AgentId(user.name())));
  }
}
