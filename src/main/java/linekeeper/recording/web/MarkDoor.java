package linekeeper.recording.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Mark;
import linekeeper.recording.store.MarkStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Marks and comments at a time of a recording, by those who may hear it and for them. The recording
 * itself is never changed. What was done is audited; what was written is not copied there, because
 * an audit keeps it for ever.
 */
@RestController
final class MarkDoor {
  private static final int MOST = 200;

  private final Hearers hearers;
  private final MarkStore marks;
  private final Audit audit;
  private final InstantSource clock;

  MarkDoor(Hearers hearers, MarkStore marks, Audit audit, InstantSource clock) {
    this.hearers = hearers;
    this.marks = marks;
    this.audit = audit;
    this.clock = clock;
  }

  /** A recording's marks in the order of its time; none once it was deleted. */
  @GetMapping("/api/recordings/{id}/marks")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> list(@PathVariable RecordingId id, @AuthenticationPrincipal User user) {
    return switch (hearers.admit(id, user)) {
      case Hearers.Turned it -> Problems.refused(it.refusal());
      case Hearers.Admitted _ -> ResponseEntity.ok(Page.whole(marks.of(id)));
    };
  }

  /** Sets a mark at a time within the recording, with or without a comment. */
  @PostMapping("/api/recordings/{id}/marks")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> add(
      @PathVariable RecordingId id,
      @AuthenticationPrincipal User user,
      @Valid @RequestBody NewMark body) {
    Mark mark =
        new Mark(
            UUID.randomUUID(),
            body.atMillis(),
            body.text().strip(),
            user.name(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Refusal refusal =
        switch (hearers.admit(id, user)) {
          case Hearers.Turned it -> it.refusal();
          case Hearers.Admitted it -> set(it, mark);
        };
    note(user, "recording.mark", id, refusal, mark.id() + " at " + mark.atMillis() + " ms");
    return refusal == null
        ? ResponseEntity.status(HttpStatus.CREATED).body(mark)
        : Problems.refused(refusal);
  }

  /** Removes a mark of one's own. */
  @DeleteMapping("/api/recordings/{id}/marks/{mark}")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> remove(
      @PathVariable RecordingId id, @PathVariable UUID mark, @AuthenticationPrincipal User user) {
    Refusal refusal =
        switch (hearers.admit(id, user)) {
          case Hearers.Turned it -> it.refusal();
          case Hearers.Admitted _ -> removed(id, mark, user);
        };
    note(user, "recording.unmark", id, refusal, mark.toString());
    return Problems.done(refusal);
  }

  private @Nullable Refusal set(Hearers.Admitted admitted, Mark mark) {
    RecordingId id = admitted.recording().id();
    Custody.Stored stored = admitted.stored();
    if (stored == null) {
      return admitted.absent();
    }
    if (mark.atMillis() > stored.audio().durationMillis()) {
      return Refusal.of(
          "time.invalid",
          "the recording is over after %d ms".formatted(stored.audio().durationMillis()),
          "atMillis");
    }
    if (marks.of(id).size() >= MOST) {
      return Refusal.of("mark.too-many", "a recording has at most " + MOST + " marks");
    }
    return marks.add(id, mark)
        ? null
        : Refusal.of("recording.gone", "its time was over and it was deleted");
  }

  private @Nullable Refusal removed(RecordingId id, UUID mark, User user) {
    Optional<Mark> found = marks.of(id).stream().filter(it -> it.id().equals(mark)).findFirst();
    if (found.isPresent() && !found.get().by().equals(user.name())) {
      return Refusal.of("mark.forbidden", "only " + found.get().by() + " may remove it");
    }
    return found.isPresent() && marks.remove(id, mark)
        ? null
        : Refusal.of("mark.unknown", "there is no such mark");
  }

  private void note(
      User user, String action, RecordingId id, @Nullable Refusal refusal, String done) {
    String detail = refusal == null ? done : refusal.code();
    audit.record(user.name(), action, "recording:" + id, refusal == null, detail);
  }

  /**
   * A mark to be set.
   *
   * @param atMillis from the recording's beginning
   * @param text a comment, or empty
   */
  record NewMark(@PositiveOrZero long atMillis, @NotNull @Size(max = 500) String text) {}
}
