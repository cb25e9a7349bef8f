package linekeeper.live;

import java.util.Map;
import java.util.function.Supplier;
import linekeeper.access.Permission;
import linekeeper.access.Standing;
import linekeeper.access.User;
import linekeeper.platform.web.Origins;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Decides who may open a socket: somebody signed in who may take calls or see the floor, from a
 * page of ours. A browser always names its page's origin, so a cookie without an origin is refused;
 * a token is not a browser's and needs none.
 */
final class LiveGate implements HandshakeInterceptor {
  static final String WHO = "who";
  static final String PASS = "pass";

  private final Origins origins;
  private final Supplier<Standing> standing;
  private final LiveMeters meters;

  LiveGate(Origins origins, Supplier<Standing> standing, LiveMeters meters) {
    this.origins = origins;
    this.standing = standing;
    this.meters = meters;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    User user = user();
    if (user == null || !(request instanceof ServletServerHttpRequest servlet)) {
      return refuse(response, HttpStatus.UNAUTHORIZED, "session.missing");
    }
    if (!user.may(Permission.TAKE_CALLS) && !user.may(Permission.SEE_FLOOR)) {
      return refuse(response, HttpStatus.FORBIDDEN, "live.not-permitted");
    }
    if (!origins.admitsHandshake(servlet.getServletRequest())) {
      return refuse(response, HttpStatus.FORBIDDEN, "live.origin");
    }
    boolean watch = servlet.getServletRequest().getParameter("watch") != null;
    boolean console = user.may(Permission.TAKE_CALLS) && !watch;
    attributes.put(WHO, new Who(user.name(), user.may(Permission.SEE_FLOOR), console));
    attributes.put(PASS, standing.get().of(servlet.getServletRequest()));
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {
    // nothing was begun that would have to be undone
  }

  private static @Nullable User user() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof User user
        ? user
        : null;
  }

  private boolean refuse(ServerHttpResponse response, HttpStatus status, String reason) {
    meters.refused(reason);
    response.setStatusCode(status);
    return false;
  }
}
