package linekeeper.recording.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Problems;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Sends a stored recording, or the part of it that was asked for, straight from the store: nothing
 * of it is held. Its digest is its entity tag, so a client can tell that it is the same to the bit.
 */
@Component
final class Playback {
  private static final int BUFFER = 64 << 10;
  private final ObjectStore objects;
  private final Hearers hearers;

  Playback(ObjectStore objects, Hearers hearers) {
    this.objects = objects;
    this.hearers = hearers;
  }

  /** What is about to be sent, before any of it is. */
  ByteRange range(HttpServletRequest request, Stored stored) {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    boolean other = condition != null && !condition.equals(tag(stored));
    return ByteRange.of(other ? null : request.getHeader(HttpHeaders.RANGE), stored.audio().size());
  }

  /**
   * Sends it.
   *
   * @return what to answer instead, where nothing was sent
   */
  @Nullable ProblemDetail send(
      RecordingId id, Stored stored, ByteRange range, boolean body, HttpServletResponse response)
      throws IOException {
    long size = stored.audio().size();
    return switch (range) {
      case ByteRange.Unsatisfiable _ -> {
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        yield Problems.of(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "range.invalid",
            "the recording has %d bytes".formatted(size),
            "Range");
      }
      case ByteRange.Part part -> {
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        response.setHeader(
            HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.first(), part.last(), size));
        yield send(id, stored, part, body, response);
      }
      case ByteRange.Whole _ -> send(id, stored, new ByteRange.Part(0, size - 1), body, response);
    };
  }

  private @Nullable ProblemDetail send(
      RecordingId id,
      Stored stored,
      ByteRange.Part part,
      boolean body,
      HttpServletResponse response)
      throws IOException {
    if (!body) {
      describe(id, stored, part, response);
      return null;
    }
    try (InputStream content = objects.open(stored.place().key(), part.first(), part.length())) {
      describe(id, stored, part, response);
      copy(content, part.length(), response);
      return null;
    } catch (ObjectStoreException e) {
      response.reset();
      return hearers.notHad(id, e);
    }
  }

  private static void describe(
      RecordingId id, Stored stored, ByteRange.Part part, HttpServletResponse response) {
    response.setContentType(Audio.MEDIA_TYPE);
    response.setContentLengthLong(part.length());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.ETAG, tag(stored));
    // somebody's voice stays on no shared workplace's disk
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id.value() + ".wav\"");
  }

  private static void copy(InputStream content, long length, HttpServletResponse response)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long sent = 0;
    for (int n = content.read(buffer); n >= 0 && sent < length; n = content.read(buffer)) {
      response.getOutputStream().write(buffer, 0, (int) Math.min(n, length - sent));
      sent += n;
    }
    if (sent < length) {
      throw new IOException("the store broke off");
    }
  }

  private static String tag(Stored stored) {
    return "\"" + stored.digest() + "\"";
  }
}
