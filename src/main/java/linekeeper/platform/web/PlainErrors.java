package linekeeper.platform.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What the container itself refuses, before any door: the same kind of problem as everywhere else,
 * and nothing of the container. Made by the container, by name.
 */
public final class PlainErrors extends ErrorReportValve {
  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    boolean away = Away.caused(failure);
    String code = away ? "unavailable" : "request.refused";
    String problem =
        "{\"type\":\"urn:linekeeper:problem:%s\",\"status\":%d,\"code\":\"%s\"}"
            .formatted(code, away ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : status, code);
    try {
      if (away) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", Problems.RETRY_AFTER_SECONDS);
      }
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("whom to tell is gone", gone);
    }
  }
}
