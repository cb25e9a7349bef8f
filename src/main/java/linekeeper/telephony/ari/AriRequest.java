package linekeeper.telephony.ari;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One request to the switch.
 *
 * @param uri path below {@code /ari/} with its query, every part escaped
 * @param body JSON, or null
 */
public record AriRequest(Method method, String uri, @Nullable String body) {

  /** What ARI knows. */
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  /** A request without a body. */
  static AriRequest of(Method method, String... segments) {
    return new AriRequest(method, path(segments), null);
  }

  /** A request whose parameters travel as a JSON body, where nothing can be smuggled in. */
  static AriRequest of(Method method, Map<String, ?> parameters, String... segments) {
    return new AriRequest(method, path(segments), AriJson.write(parameters));
  }

  private static String path(String... segments) {
    StringJoiner path = new StringJoiner("/");
    for (String segment : segments) {
      path.add(segment(segment));
    }
    return path.toString();
  }

  /** Everything but unreserved characters is escaped; a segment can be neither empty nor dots. */
  static String segment(String raw) {
    if (raw.isEmpty() || raw.chars().allMatch(c -> c == '.')) {
      throw new IllegalArgumentException("not a path segment");
    }
    StringBuilder escaped = new StringBuilder(raw.length() + 8);
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      if (unreserved(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return escaped.toString();
  }

  private static boolean unreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "-._~".indexOf(b) >= 0;
  }
}
