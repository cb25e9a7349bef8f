package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.Refusal;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Problems;
import linekeeper.recording.desk.ListeningCopies;
import linekeeper.recording.desk.ListeningCopies.Codec;
import linekeeper.recording.desk.TakeOuts;
import linekeeper.recording.desk.TracedCopies;
import linekeeper.recording.desk.TracedCopies.Trace;
import linekeeper.recording.desk.TracedCopies.Traced;
import linekeeper.recording.model.Consent;
import linekeeper.recording.model.Custody.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A recording to take away, for who may take evidence out, may hear it, and has another person's
 * consent: a copy that names who took it, when and why, and who agreed, in its tags, and who and
 * when in its name. Put on record before a byte is sent. The original leaves the house in bundles
 * only, with its proof.
 */
@RestController
final class DownloadDoor {
  private static final String DOWNLOAD = "recording.download";
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Hearers hearers;
  private final TracedCopies copies;
  private final TakeOuts takeOuts;
  private final Audit audit;
  private final InstantSource clock;

  DownloadDoor(
      Hearers hearers, TracedCopies copies, TakeOuts takeOuts, Audit audit, InstantSource clock) {
    this.hearers = hearers;
    this.copies = copies;
    this.takeOuts = takeOuts;
    this.audit = audit;
    this.clock = clock;
  }

  /** The copy, {@code opus} in Ogg or {@code aac} in MP4. */
  @GetMapping("/api/recordings/{id}/download")
  @Needs(Permission.EXPORT_EVIDENCE)
  @Nullable ResponseEntity<?> download(
      @PathVariable RecordingId id,
      @RequestParam(defaultValue = "opus") String codec,
      @AuthenticationPrincipal User user,
      HttpServletResponse response)
      throws IOException {
    Refusal refusal = ListeningDoor.unknown(codec);
    if (refusal != null) {
      return turned(id, user, refusal);
    }
    return switch (hearers.admit(id, user)) {
      case Hearers.Turned it -> turned(id, user, it.refusal());
      case Hearers.Admitted it -> {
        Stored stored = it.stored();
        if (stored == null) {
          yield turned(id, user, it.absent());
        }
        CallId call = it.recording().call();
        Optional<Consent> consent =
            takeOuts.consent(user.name(), subject -> subject.coversRecording(id, call));
        if (consent.isEmpty()) {
          yield turned(id, user, TakeOuts.UNAPPROVED);
        }
        audit.record(user.name(), DOWNLOAD, "recording:" + id, true, consent.get().text());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Trace trace = new Trace(id.value(), now, consent.get());
        yield sent(id, stored, Codec.valueOf(codec.toUpperCase(Locale.ROOT)), trace, response);
      }
    };
  }

  private ResponseEntity<?> turned(RecordingId id, User user, Refusal refusal) {
    audit.record(user.name(), DOWNLOAD, "recording:" + id, false, refusal.code());
    return Problems.refused(refusal);
  }

  private @Nullable ResponseEntity<?> sent(
      RecordingId id, Stored stored, Codec codec, Trace trace, HttpServletResponse response)
      throws IOException {
    try {
      Traced copy = copies.copy(stored, codec, trace);
      try (InputStream content = copy.content()) {
        response.setContentType(codec.takenType());
        response.setContentLengthLong(copy.size());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, name(trace, codec));
        content.transferTo(response.getOutputStream());
        return null;
      }
    } catch (ListeningCopies.Differs e) {
      return Problems.answer(hearers.differs(id));
    } catch (ObjectStoreException e) {
      return Problems.answer(hearers.notHad(id, e));
    }
  }

  private static String name(Trace trace, Codec codec) {
    String name =
        String.join("_", trace.recording(), trace.consent().by(), AT.format(trace.at()))
            + codec.taken();
    return ContentDisposition.attachment()
        .filename(name, StandardCharsets.UTF_8)
        .build()
        .toString();
  }
}
