package linekeeper.telephony.ari;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Where the REST interface is and how we prove who we are. Credentials travel in a header, never in
 * an address, for addresses are logged.
 */
public final class AriAddress {
  private final URI base;
  private final String application;
  private final String authorization;

  /**
   * Refuses what is no http, https, ws or wss address, with an {@link IllegalArgumentException}. A
   * missing path means {@code /ari}.
   */
  public AriAddress(URI given, String user, String secret, String application) {
    base = base(given);
    this.application = application;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  private static URI base(URI given) {
    String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
    if (given.getHost() == null || !scheme.matches("https?|wss?")) {
      throw new IllegalArgumentException("ariUrl: must be like http://127.0.0.1:8088/ari");
    }
    if (given.getUserInfo() != null || given.getQuery() != null) {
      throw new IllegalArgumentException("ariUrl: must carry no credentials and no query");
    }
    boolean secure = scheme.endsWith("s");
    int port = given.getPort() > 0 ? given.getPort() : secure ? 443 : 80;
    String path = given.getPath().replaceAll("/+$", "");
    return URI.create(
        (secure ? "https://" : "http://")
            + given.getHost()
            + ":"
            + port
            + (path.isEmpty() ? "/ari" : path));
  }

  /** The host to connect to. */
  String host() {
    return base.getHost();
  }

  /** The port to connect to. */
  int port() {
    return base.getPort();
  }

  /** Whether the way there is encrypted. */
  boolean secure() {
    return "https".equals(base.getScheme());
  }

  /** The value of the Authorization header. */
  String authorization() {
    return authorization;
  }

  /** Where events come from. */
  URI events() {
    return URI.create(
        base.toString().replaceFirst("^http", "ws")
            + "/events?app="
            + AriRequest.segment(application)
            + "&subscribeAll=false");
  }

  /** Where a request goes that does not travel over the WebSocket. */
  URI http(AriRequest request) {
    return URI.create(base + "/" + request.uri());
  }

  /** Without credentials. */
  @Override
  public String toString() {
    return base.toString();
  }
}
