package linekeeper.access.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.access.desk.Tokens;
import linekeeper.access.model.Token;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Managing the tokens of machines. */
@RestController
@RequestMapping("/api/tokens")
final class TokenController {
  private final Tokens tokens;

  TokenController(Tokens tokens) {
    this.tokens = tokens;
  }

  record NewToken(
      @NotNull @Pattern(regexp = Token.NAME, message = "must be 1 to 58 of a-z, 0-9, '.', '_', '-'")
          String name,
      @NotNull @Size(max = 8) Set<@NotNull Role> roles,
      @Nullable Instant expiresAt) {}

  /**
   * A token as it is told once.
   *
   * @param token what its bearer shows; it can never be read again
   */
  record Told(UUID id, String name, List<Role> roles, Instant expiresAt, String token) {
    /** Without what its bearer shows. */
    @Override
    public String toString() {
      return "Told[" + name + "]";
    }
  }

  record View(
      UUID id,
      String name,
      List<Role> roles,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt) {
    static View of(Token token) {
      return new View(
          token.id(),
          token.name(),
          sorted(token),
          token.createdBy(),
          token.createdAt(),
          token.expiresAt(),
          token.revokedAt(),
          token.lastUsedAt());
    }
  }

  @Needs({Permission.MANAGE_USERS, Permission.MANAGE_SECURITY})
  @GetMapping
  Page<View> all() {
    return Page.whole(tokens.all().stream().map(View::of).toList());
  }

  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Told.class)))
  @Needs(Permission.MANAGE_USERS)
  @PostMapping
  ResponseEntity<?> make(@AuthenticationPrincipal User by, @Valid @RequestBody NewToken fresh) {
    Tokens.Made made = tokens.make(by, fresh.name(), fresh.roles(), fresh.expiresAt());
    if (made.refusal() != null) {
      return Problems.refused(made.refusal());
    }
    Token token = made.token();
    String shown = made.shown();
    if (token == null || shown == null) {
      throw new IllegalStateException("neither made nor refused");
    }
    return ResponseEntity.created(URI.create("/api/tokens/" + token.id()))
        .body(new Told(token.id(), token.name(), sorted(token), token.expiresAt(), shown));
  }

  @Needs({Permission.MANAGE_USERS, Permission.MANAGE_SECURITY})
  @DeleteMapping("/{id}")
  ResponseEntity<ProblemDetail> revoke(@AuthenticationPrincipal User by, @PathVariable UUID id) {
    return Problems.done(tokens.revoke(by, id));
  }

  private static List<Role> sorted(Token token) {
    return token.roles().stream().sorted().toList();
  }
}
