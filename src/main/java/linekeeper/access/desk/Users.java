package linekeeper.access.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.access.model.Account;
import linekeeper.access.model.Duties;
import linekeeper.access.model.PasswordPolicy;
import linekeeper.access.store.UserTable;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Manages named users. Every change is audited and in force at once; whoever loses something also
 * loses his sessions.
 */
@Component
public final class Users {
  private static final Refusal UNKNOWN = Refusal.of("user.unknown", "there is no such user");

  private final UserTable table;
  private final Locks locks;
  private final Sessions sessions;
  private final Passwords passwords;
  private final PasswordPolicy policy;
  private final Records records;

  Users(
      UserTable table,
      Locks locks,
      Sessions sessions,
      Passwords passwords,
      AccessProperties properties,
      Records records) {
    this.table = table;
    this.locks = locks;
    this.sessions = sessions;
    this.passwords = passwords;
    this.policy = properties.passwordPolicy();
    this.records = records;
  }

  /**
   * A user as administrators see him.
   *
   * @param lockedUntil the end of the lock after failed sign-ins
   */
  public record View(
      String name,
      String displayName,
      List<Role> roles,
      List<String> skills,
      boolean disabled,
      @Nullable Instant lockedUntil,
      Instant createdAt,
      Instant passwordChangedAt) {}

  /** What to change; null stays as it is. */
  public record Change(
      @Nullable String displayName,
      @Nullable Set<Role> roles,
      @Nullable Set<String> skills,
      @Nullable Boolean disabled,
      @Nullable String password,
      boolean unlock,
      boolean endSessions) {

    /** Without the password. */
    @Override
    public String toString() {
      TreeSet<String> said = new TreeSet<>();
      if (displayName != null) {
        said.add("displayName");
      }
      if (roles != null) {
        said.add("roles " + new TreeSet<>(roles));
      }
      if (skills != null) {
        said.add("skills " + new TreeSet<>(skills));
      }
      if (disabled != null) {
        said.add(disabled ? "disabled" : "enabled");
      }
      if (password != null) {
        said.add("password");
      }
      return String.join(", ", said) + (unlock ? " unlock" : "") + (endSessions ? " sessions" : "");
    }
  }

  /** Everybody, by name. */
  public List<View> all() {
    Map<String, Instant> locked = locks.all(records.now());
    return table.all().stream().map(account -> view(account, locked)).toList();
  }

  private static View view(Account account, Map<String, Instant> locked) {
    return new View(
        account.name(),
        account.displayName(),
        account.roles().stream().sorted().toList(),
        account.skills().stream().sorted().toList(),
        account.disabled(),
        locked.get(account.name()),
        account.createdAt(),
        account.passwordChangedAt());
  }

  /** Creates a user, or says why not. */
  public @Nullable Refusal create(User by, String name, String displayName, Change first) {
    String password = Objects.requireNonNullElse(first.password(), "");
    Set<Role> roles = Objects.requireNonNullElse(first.roles(), Set.of());
    Refusal refusal = firstOf(Duties.refuse(roles), policy.refuse(name, password));
    if (refusal == null) {
      Instant now = records.now();
      Set<String> skills = Objects.requireNonNullElse(first.skills(), Set.of());
      String hash = passwords.hash(password);
      Account account = new Account(name, displayName, hash, roles, skills, false, false, now, now);
      refusal =
          table.add(account)
              ? null
              : Refusal.of("user.taken", "there is already a user of this name", "name");
    }
    records.done(by, "user.create", name, first.toString(), refusal);
    return refusal;
  }

  /** Changes a user, or says why not. Nobody changes himself here. */
  public @Nullable Refusal change(User by, String name, Change change) {
    Refusal refusal =
        by.name().equals(name)
            ? Refusal.of("user.self", "another administrator has to do this")
            : table
                .find(name)
                .map(account -> change(account, change))
                .orElse(Optional.of(UNKNOWN))
                .orElse(null);
    records.done(by, "user.change", name, change.toString(), refusal);
    return refusal;
  }

  private Optional<Refusal> change(Account before, Change change) {
    Set<Role> roles = Objects.requireNonNullElse(change.roles(), before.roles());
    String password = change.password();
    Refusal refusal =
        firstOf(
            Duties.refuse(roles), password == null ? null : policy.refuse(before.name(), password));
    if (refusal != null) {
      return Optional.of(refusal);
    }
    Account after = after(before, change, roles);
    table.update(
        password == null ? after : after.withPassword(passwords.hash(password), records.now()));
    if (change.unlock() || password != null) {
      locks.forgive(before.name());
    }
    boolean other = !after.roles().equals(before.roles());
    if (change.endSessions() || after.disabled() || other || password != null) {
      sessions.end(before.name(), null);
    }
    return Optional.empty();
  }

  private static Account after(Account before, Change change, Set<Role> roles) {
    return new Account(
        before.name(),
        Objects.requireNonNullElse(change.displayName(), before.displayName()),
        before.passwordHash(),
        roles,
        Objects.requireNonNullElse(change.skills(), before.skills()),
        Objects.requireNonNullElse(change.disabled(), before.disabled()),
        before.demo(),
        before.createdAt(),
        before.passwordChangedAt());
  }

  /**
   * A user changes his own password. His other sessions end.
   *
   * @param session the id of the one he asks from, which stays
   */
  public @Nullable Refusal changeOwnPassword(
      User user, String current, String password, String session) {
    Account account = table.find(user.name()).orElseThrow();
    Boolean same =
        locks.attempt(user.name(), records.now()).isPositive()
            ? Boolean.FALSE
            : passwords.matches(current, account.passwordHash());
    Refusal refusal =
        Boolean.TRUE.equals(same)
            ? policy.refuse(user.name(), password)
            : Refusal.of("current.invalid", "this is not your password", "current");
    if (Boolean.TRUE.equals(same)) {
      locks.forgive(user.name());
    }
    if (refusal == null) {
      table.update(account.withPassword(passwords.hash(password), records.now()));
      sessions.end(user.name(), session);
    }
    records.done(user, "user.password", user.name(), "", refusal);
    return refusal;
  }

  private static @Nullable Refusal firstOf(@Nullable Refusal... refusals) {
    return Stream.of(refusals).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
