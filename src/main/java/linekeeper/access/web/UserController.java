package linekeeper.access.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Set;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.access.desk.Users;
import linekeeper.access.model.Account;
import linekeeper.access.model.PasswordPolicy;
import linekeeper.kernel.Refusal;
import linekeeper.platform.web.Page;
import linekeeper.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Managing users. */
@RestController
@RequestMapping("/api/users")
final class UserController {
  private static final String SHOWN = "[^\\p{Cntrl}\\p{Cf}]*";
  private static final String SKILL = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}";

  private final Users users;

  UserController(Users users) {
    this.users = users;
  }

  record NewUser(
      @NotNull
          @Pattern(regexp = Account.NAME, message = "must be 1 to 64 of a-z, 0-9, '.', '_', '-'")
          String name,
      @NotBlank @Size(max = 64) @Pattern(regexp = SHOWN, message = "must be one line of text")
          String displayName,
      @NotNull @Size(max = 8) Set<@NotNull Role> roles,
      @Nullable @Size(max = 64) Set<@NotNull @Pattern(regexp = SKILL) String> skills,
      @NotNull @Size(max = PasswordPolicy.MAX_LENGTH) String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  record Changes(
      @Nullable
          @Size(min = 1, max = 64)
          @Pattern(regexp = SHOWN, message = "must be one line of text")
          String displayName,
      @Nullable @Size(max = 8) Set<@NotNull Role> roles,
      @Nullable @Size(max = 64) Set<@NotNull @Pattern(regexp = SKILL) String> skills,
      @Nullable Boolean disabled,
      @Nullable Boolean unlock,
      @Nullable Boolean endSessions,
      @Nullable @Size(max = PasswordPolicy.MAX_LENGTH) String password) {

    Users.Change change() {
      return new Users.Change(
          displayName,
          roles,
          skills,
          disabled,
          password,
          Boolean.TRUE.equals(unlock),
          Boolean.TRUE.equals(endSessions));
    }

    /** Whether it only takes away, which those who watch over security may do too. */
    boolean onlySecurity() {
      return displayName == null
          && roles == null
          && skills == null
          && password == null
          && !Boolean.FALSE.equals(disabled);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Changes[" + change() + "]";
    }
  }

  @Needs({Permission.MANAGE_USERS, Permission.MANAGE_SECURITY})
  @GetMapping
  Page<Users.View> all() {
    return Page.whole(users.all());
  }

  @ApiResponse(
      responseCode = "201",
      content = {})
  @Needs(Permission.MANAGE_USERS)
  @PostMapping
  ResponseEntity<?> create(@AuthenticationPrincipal User by, @Valid @RequestBody NewUser fresh) {
    Users.Change first =
        new Users.Change(null, fresh.roles(), fresh.skills(), null, fresh.password(), false, false);
    Refusal refusal = users.create(by, fresh.name(), fresh.displayName(), first);
    return refusal == null
        ? ResponseEntity.created(URI.create("/api/users/" + fresh.name())).build()
        : Problems.refused(refusal);
  }

  @Needs({Permission.MANAGE_USERS, Permission.MANAGE_SECURITY})
  @PatchMapping("/{name}")
  ResponseEntity<ProblemDetail> change(
      @AuthenticationPrincipal User by,
      @PathVariable String name,
      @Valid @RequestBody Changes changes) {
    if (!by.may(Permission.MANAGE_USERS) && !changes.onlySecurity()) {
      return Problems.refused(
          Refusal.of("access.forbidden", "you may disable, unlock and end sessions only"));
    }
    return Problems.done(users.change(by, name, changes.change()));
  }
}
