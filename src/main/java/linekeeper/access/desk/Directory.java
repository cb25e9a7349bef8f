package linekeeper.access.desk;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import linekeeper.access.User;
import linekeeper.access.model.Account;
import linekeeper.access.store.UserTable;
import org.springframework.stereotype.Component;

/**
 * Who there is, and who may come in at this moment. Asked on every request, so that what an
 * administrator changes is in force with the next one.
 */
@Component
public final class Directory {
  private final UserTable table;
  private final boolean demo;

  Directory(UserTable table, FirstUserProperties properties) {
    this.table = table;
    this.demo = properties.demo();
  }

  /** The account of that name, in use or not. */
  Optional<Account> find(String name) {
    return Account.couldBe(name) ? table.find(name) : Optional.empty();
  }

  /** The user of that name, if he may come in. */
  public Optional<User> user(String name) {
    return find(name).flatMap(this::admit);
  }

  /** Those of the users who may come in, by name. */
  Map<String, User> users(Collection<String> names) {
    return table.find(names).stream()
        .flatMap(account -> admit(account).stream())
        .collect(Collectors.toUnmodifiableMap(User::name, Function.identity()));
  }

  /** The user, if he may come in: not disabled, and no demo user outside of the demo. */
  Optional<User> admit(Account account) {
    return account.disabled() || (account.demo() && !demo)
        ? Optional.empty()
        : Optional.of(account.user());
  }
}
