package linekeeper.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names each request, in the answer's {@code X-Request-Id} and in the log ({@code requestId}), so
 * that people can quote it. A name that a caller brings is kept if it is harmless.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIds extends OncePerRequestFilter {
  static final String HEADER = "X-Request-Id";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{8,64}");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = idFor(request.getHeader(HEADER));
    response.setHeader(HEADER, id);
    try (var _ = MDC.putCloseable("requestId", id)) {
      chain.doFilter(request, response);
    }
  }

  private static String idFor(@Nullable String brought) {
    return brought != null && HARMLESS.matcher(brought).matches()
        ? brought
        : UUID.randomUUID().toString();
  }
}
