package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.ListeningCopies;
import linekeeper.recording.desk.ListeningCopies.Codec;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.PauseStore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Listening with less: a small copy, and a drawing to find one's way in. For the same people as the
 * recording itself, and audited like it.
 */
@RestController
final class ListeningDoor {
  private static final int MOST_POINTS = 4_000;

  private final Hearers hearers;
  private final ListeningCopies copies;
  private final PauseStore pauses;

  ListeningDoor(Hearers hearers, ListeningCopies copies, PauseStore pauses) {
    this.hearers = hearers;
    this.copies = copies;
    this.pauses = pauses;
  }

  /** A copy of a tenth of the size, {@code opus} or {@code aac}; by byte ranges too. */
  @GetMapping("/api/recordings/{id}/listening")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> listening(
      @PathVariable RecordingId id,
      @RequestParam(defaultValue = "opus") String codec,
      @AuthenticationPrincipal User user,
      HttpServletRequest request)
      throws IOException {
    Refusal refusal = unknown(codec);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    Codec wanted = Codec.valueOf(codec.toUpperCase(Locale.ROOT));
    return asked(
        id,
        user,
        (_, stored) -> {
          FileSystemResource file = new FileSystemResource(copies.copy(stored, wanted));
          if (!HttpMethod.HEAD.matches(request.getMethod())) {
            hearers.hears(id, user, codec);
          }
          return ResponseEntity.ok()
              .contentType(MediaType.parseMediaType(wanted.mediaType()))
              .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
              .body(file);
        });
  }

  /** How loud each side was over the time, where neither spoke, and what was kept out of it. */
  @GetMapping("/api/recordings/{id}/waveform")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> waveform(
      @PathVariable RecordingId id,
      @RequestParam(defaultValue = "800") int points,
      @AuthenticationPrincipal User user)
      throws IOException {
    if (points < 1 || points > MOST_POINTS) {
      return Problems.refused(
          Refusal.of("points.invalid", "must be 1 to " + MOST_POINTS, "points"));
    }
    return asked(
        id,
        user,
        (recording, stored) ->
            ResponseEntity.ok(
                WaveformView.of(
                    copies.waveform(stored, points),
                    recording,
                    pauses.of(List.of(id)).getOrDefault(id, List.of()))));
  }

  /** The refusal of a codec that copies are not made in, or null. */
  static @Nullable Refusal unknown(String codec) {
    return codec.equals("opus") || codec.equals("aac")
        ? null
        : Refusal.of("codec.invalid", "must be opus or aac", "codec");
  }

  /** What is done with a recording that is in the store. */
  private interface Use {
    ResponseEntity<?> of(TakenRecording recording, Stored stored)
        throws ObjectStoreException, ListeningCopies.Differs, IOException;
  }

  private ResponseEntity<?> asked(RecordingId id, User user, Use use) throws IOException {
    return switch (hearers.admit(id, user)) {
      case Hearers.Turned it -> hearers.turnAway(id, user, it.refusal());
      case Hearers.Admitted it -> {
        Stored stored = it.stored();
        yield stored == null
            ? hearers.turnAway(id, user, it.absent())
            : used(it.recording(), stored, use);
      }
    };
  }

  private ResponseEntity<?> used(TakenRecording recording, Stored stored, Use use)
      throws IOException {
    try {
      return use.of(recording, stored);
    } catch (ListeningCopies.Differs e) {
      return Problems.answer(hearers.differs(recording.id()));
    } catch (ObjectStoreException e) {
      return Problems.answer(hearers.notHad(recording.id(), e));
    }
  }
}
