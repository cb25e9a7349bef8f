package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.delivery.ByteRange;
import linekeeper.platform.delivery.ObjectSender;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Cursor;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Period;
import linekeeper.platform.web.Problems;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.store.RecordingSearch;
import linekeeper.recording.store.RecordingStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
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
  private static final int MOST = 200;
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final RecordingStore rows;
  private final Hearers hearers;
  private final ObjectSender sender;
  private final InstantSource clock;

  RecordingDoor(RecordingStore rows, Hearers hearers, ObjectSender sender, InstantSource clock) {
    this.rows = rows;
    this.hearers = hearers;
    this.sender = sender;
    this.clock = clock;
  }

  /** A call's recordings, as far as one may hear them. */
  @GetMapping(path = "/api/recordings", params = "callId")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  Page<RecordingView> ofCall(
      @RequestParam(required = false) @Nullable CallId callId, @AuthenticationPrincipal User user) {
    List<TakenRecording> found = callId == null ? List.of() : rows.ofCall(callId);
    return Page.whole(
        found.stream()
            .filter(recording -> Hearers.mayHear(user, recording))
            .map(RecordingView::of)
            .toList());
  }

  /**
   * Recordings that began in {@code [from, to)}, the last 24 hours unless asked otherwise, the
   * newest first. Who may hear only what they talked in sees that, whatever agent is asked for.
   */
  @GetMapping(path = "/api/recordings", params = "!callId")
  @Needs({Permission.REPLAY_ANY, Permission.REPLAY_OWN})
  ResponseEntity<?> search(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable AgentId agent,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit,
      @AuthenticationPrincipal User user) {
    Period period = Period.of(from, to, clock.instant().plusSeconds(1), A_DAY);
    Refusal refusal =
        limit < 1 || limit > MOST
            ? Refusal.of("limit.invalid", "must be 1 to " + MOST, "limit")
            : period.refusal(LONGEST);
    if (refusal != null) {
      return Problems.refused(refusal);
    }
    Cursor after = cursor == null ? null : Cursor.read(cursor);
    if (cursor != null && after == null) {
      return Problems.refused(
          Refusal.of("cursor.invalid", "must be the nextCursor of the page before", "cursor"));
    }
    return ResponseEntity.ok(
        page(
            new RecordingSearch(
                period.from(),
                period.to(),
                user.may(Permission.REPLAY_ANY) ? agent : new AgentId(user.name()),
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit)));
  }

  private Page<RecordingView> page(RecordingSearch search) {
    List<TakenRecording> found = rows.search(search);
    boolean more = found.size() == search.most();
    TakenRecording last = more ? found.getLast() : null;
    return new Page<>(
        found.stream().map(RecordingView::of).toList(),
        last == null ? null : new Cursor(last.startedAt(), last.id().value()).text());
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
        ObjectSender.Parcel parcel = parcel(id, stored);
        ByteRange range = sender.range(request, parcel);
        boolean body = !HttpMethod.HEAD.matches(request.getMethod());
        if (body) {
          hearers.hears(id, user, it.recording().call() + " " + range);
        }
        yield sent(id, parcel, range, body, response);
      }
    };
  }

  private @Nullable ResponseEntity<?> sent(
      RecordingId id,
      ObjectSender.Parcel parcel,
      ByteRange range,
      boolean body,
      HttpServletResponse response)
      throws IOException {
    try {
      ProblemDetail problem = sender.send(parcel, range, body, response);
      return problem == null ? null : Problems.answer(problem);
    } catch (ObjectStoreException e) {
      return Problems.answer(hearers.notHad(id, e));
    } catch (ObjectChanged e) {
      ProblemDetail differs = hearers.differs(id);
      if (response.isCommitted()) {
        throw e; // what was sent so far is true, and the listener sees that it breaks off
      }
      response.reset();
      return Problems.answer(differs);
    }
  }

  private static ObjectSender.Parcel parcel(RecordingId id, Custody.Stored stored) {
    return new ObjectSender.Parcel(
        "recording",
        stored.place().key(),
        stored.audio().size(),
        stored.digest(),
        Audio.MEDIA_TYPE,
        ContentDisposition.inline().filename(id.value() + ".wav").build());
  }
}
