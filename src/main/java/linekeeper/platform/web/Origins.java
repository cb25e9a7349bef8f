package linekeeper.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Whether a request comes from our own pages. Browsers name the page's origin on every unsafe
 * request and on every WebSocket handshake, and pages cannot forge it; other programs name none.
 */
@Component
public final class Origins {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private final List<String> configured;

  Origins(WebProperties properties) {
    this.configured = properties.origins();
  }

  /** Whether an origin was named and it is not ours. */
  public boolean foreign(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && !own(request, origin);
  }

  /**
   * Whether a WebSocket handshake may go on: from our own page, or, where no origin is named, only
   * with a token of its own ({@code Authorization: Bearer}), never with a cookie alone.
   */
  public boolean admitsHandshake(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null ? bearsToken(request) : own(request, origin);
  }

  /** Whether the request brings a token of its own. */
  public static boolean bearsToken(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  private boolean own(HttpServletRequest request, String origin) {
    String named = origin.toLowerCase(Locale.ROOT);
    return configured.isEmpty() ? named.equals(addressed(request)) : configured.contains(named);
  }

  private static String addressed(HttpServletRequest request) {
    String scheme = request.getScheme().toLowerCase(Locale.ROOT);
    int port = request.getServerPort();
    boolean usual = port == ("https".equals(scheme) ? HTTPS : HTTP);
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
