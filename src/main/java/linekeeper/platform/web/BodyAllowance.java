package linekeeper.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A door that takes larger bodies than the others do, because it reads them as a stream and holds
 * nothing of them in memory. A module that has one makes a bean of this.
 *
 * @param most the largest body, in bytes
 */
public record BodyAllowance(String method, PathPattern path, long most) {

  /** For a door as its mapping names it, such as {@code /api/calls/{callId}/evidence}. */
  public static BodyAllowance of(String method, String path, long most) {
    return new BodyAllowance(method, PathPatternParser.defaultInstance.parse(path), most);
  }

  boolean covers(HttpServletRequest request) {
    return method.equals(request.getMethod())
        && path.matches(PathContainer.parsePath(request.getRequestURI()));
  }
}
