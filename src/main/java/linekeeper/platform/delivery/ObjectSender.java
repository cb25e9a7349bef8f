package linekeeper.platform.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Sends a stored object, or the part of it that was asked for, straight from the store: nothing of
 * it is held. Its digest is its entity tag, so a client can tell that it is the same to the bit.
 */
@Component
public final class ObjectSender {
  private static final int BUFFER = 64 << 10;
  private final ObjectStore objects;

  ObjectSender(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * What is sent.
   *
   * @param word what people call it
   * @param digest SHA-256 in hexadecimal
   * @param disposition whether a browser shows it or keeps it, and under which name
   */
  public record Parcel(
      String word,
      String key,
      long size,
      String digest,
      String mediaType,
      ContentDisposition disposition) {

    private String tag() {
      return "\"" + digest + "\"";
    }
  }

  /** What is about to be sent, before any of it is. */
  public ByteRange range(HttpServletRequest request, Parcel parcel) {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    boolean other = condition != null && !condition.equals(parcel.tag());
    return ByteRange.of(other ? null : request.getHeader(HttpHeaders.RANGE), parcel.size());
  }

  /**
   * Sends it.
   *
   * @param body false for the answer's head alone
   * @return what to answer instead, where nothing was sent
   * @throws ObjectStoreException if it cannot be had; nothing was sent, and something else can be
   *     answered
   * @throws IOException if the store or the reader broke off
   */
  public @Nullable ProblemDetail send(
      Parcel parcel, ByteRange range, boolean body, HttpServletResponse response)
      throws IOException, ObjectStoreException {
    long size = parcel.size();
    return switch (range) {
      case ByteRange.Unsatisfiable _ -> {
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        yield Problems.of(
            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            "range.invalid",
            "the %s has %d bytes".formatted(parcel.word(), size),
            "Range");
      }
      case ByteRange.Part part -> {
        response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
        response.setHeader(
            HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(part.first(), part.last(), size));
        yield send(parcel, part, body, response);
      }
      case ByteRange.Whole _ -> send(parcel, new ByteRange.Part(0, size - 1), body, response);
    };
  }

  private @Nullable ProblemDetail send(
      Parcel parcel, ByteRange.Part part, boolean body, HttpServletResponse response)
      throws IOException, ObjectStoreException {
    if (!body) {
      describe(parcel, part, response);
      return null;
    }
    try (InputStream content = objects.open(parcel.key(), part.first(), part.length())) {
      describe(parcel, part, response);
      copy(content, part.length(), response);
      return null;
    } catch (ObjectStoreException e) {
      response.reset();
      throw e;
    }
  }

  private static void describe(Parcel parcel, ByteRange.Part part, HttpServletResponse response) {
    response.setContentType(parcel.mediaType());
    response.setContentLengthLong(part.length());
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.ETAG, parcel.tag());
    // what people said or sent stays on no shared workplace's disk by itself
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, parcel.disposition().toString());
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
}
