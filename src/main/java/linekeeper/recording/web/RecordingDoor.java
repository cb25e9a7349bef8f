package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.web.Problems;
import linekeeper.recording.model.Custody;
import linekeeper.recording.store.RecordingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was recorded, and to hear it. An agent's own is what that agent talked in; others' are not
 * shown. Each replay, and each attempt, is audited before anything is heard.
 */
@RestController
final class RecordingDoor {
  private final RecordingStore rows;
  private final Hearers hearers;
  private final Playback playback;

  RecordingDoor(RecordingStore rows, Hearers hearers, Playback playback) {
    this.rows = rows;
    this.hearers = hearers;
    this.playback = playback;
  }

  /** A call's recordings, as far as one may hear them. */
  @GetMapping("/api/recordings")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  Page ofCall(@RequestParam CallId callId, @AuthenticationPrincipal User user) {
    return new Page(
        rows.ofCall(callId).stream()
            .filter(recording -> Hearers.mayHear(user, recording))
            .map(RecordingView::of)
            .toList(),
        null);
  }

  /** One recording. */
  @GetMapping("/api/recordings/{id}")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> one(@PathVariable RecordingId id, @AuthenticationPrincipal User user) {
    return switch (hearers.admit(id, user)) {
      case Hearers.Admitted it -> ResponseEntity.ok(RecordingView.of(it.recording()));
      case Hearers.Turned it -> Problems.refused(it.refusal());
    };
  }

  /** Its audio: stereo WAV, caller left, seat right; one byte range at a time. */
  @RequestMapping(
      path = "/api/recordings/{id}/audio",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  @Nullable ResponseEntity<?> audio(
      @PathVariable RecordingId id,
      @AuthenticationPrincipal User user,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return switch (hearers.admit(id, user)) {
      case Hearers.Turned it -> hearers.turnAway(id, user, it.refusal());
      case Hearers.Admitted it -> {
        Custody.Stored stored = it.stored();
        if (stored == null) {
          yield hearers.turnAway(id, user, it.absent());
        }
        ByteRange range = playback.range(request, stored);
        boolean body = !HttpMethod.HEAD.matches(request.getMethod());
        if (body) {
          hearers.hears(id, user, it.recording().call() + " " + range);
        }
        ProblemDetail problem = playback.send(id, stored, range, body, response);
        yield problem == null ? null : Problems.answer(problem);
      }
    };
  }

  /** A list of them. */
  record Page(List<RecordingView> items, @Nullable String nextCursor) {}
}
