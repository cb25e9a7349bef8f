package linekeeper.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads no more of a body than {@code linekeeper.web.max-body}: what says that it is larger is
 * refused unread, what only turns out to be larger is cut off. A door with a {@link BodyAllowance}
 * takes as much as that says. Stands behind the doorkeeper, so that strangers are turned away
 * first.
 */
@Component
@Order(0)
final class BodyLimit extends OncePerRequestFilter {
  private final long limit;
  private final ProblemWriter problems;
  private final List<BodyAllowance> allowances;

  BodyLimit(
      WebProperties properties, ProblemWriter problems, ObjectProvider<BodyAllowance> allowances) {
    this.limit = properties.maxBody().toBytes();
    this.problems = problems;
    this.allowances = allowances.orderedStream().toList();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long most =
        allowances.stream()
            .filter(it -> it.covers(request))
            .mapToLong(BodyAllowance::most)
            .findFirst()
            .orElse(limit);
    if (request.getContentLengthLong() > most) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      problems.write(
          response,
          Problems.of(HttpStatus.CONTENT_TOO_LARGE, "body.too-large", BodyTooLarge.explain(most)));
      return;
    }
    chain.doFilter(new LimitedRequest(request, most), response);
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {
    private final long limit;

    LimitedRequest(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream stream;
    private final long limit;
    private long seen;

    LimitedStream(ServletInputStream stream, long limit) {
      this.stream = stream;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = stream.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = stream.read(target, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws BodyTooLarge {
      seen += bytes;
      if (seen > limit) {
        throw new BodyTooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
