package linekeeper.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import linekeeper.access.desk.Tokens;
import linekeeper.access.model.Token;
import linekeeper.platform.web.Origins;
import linekeeper.platform.web.ProblemWriter;
import linekeeper.platform.web.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Machines show a token with each request. Whoever shows one is who the token says, whatever cookie
 * comes with it; a token that opens nothing is refused at any door.
 */
final class BearerFilter extends OncePerRequestFilter {
  private static final int SCHEME = "Bearer ".length();
  private final Tokens tokens;
  private final ProblemWriter problems;

  BearerFilter(Tokens tokens, ProblemWriter problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!Origins.bearsToken(request)) {
      chain.doFilter(request, response);
      return;
    }
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION).substring(SCHEME).strip();
    Optional<Token> token = tokens.bearer(shown);
    if (token.isEmpty()) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      problems.write(
          response,
          Problems.of(
              HttpStatus.UNAUTHORIZED, "token.refused", "this token is unknown, over or revoked"));
      return;
    }
    Admission.Credential credential = new Admission.Credential.OfToken(token.get().id());
    SecurityContextHolder.setContext(
        new SecurityContextImpl(new Admission(token.get().user(), credential)));
    chain.doFilter(request, response);
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }
}
