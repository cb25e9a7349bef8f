package linekeeper.access.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import linekeeper.access.Audit;
import linekeeper.access.User;
import linekeeper.access.model.Account;
import org.springframework.stereotype.Component;

/**
 * Lets people in. Whether a name exists makes no difference to the answer, to the time it takes, or
 * to what locks it.
 */
@Component
public final class SignIns {
  private static final String SIGN_IN = "session.sign-in";

  private final Directory directory;
  private final Locks locks;
  private final Addresses addresses;
  private final Passwords passwords;
  private final Audit audit;
  private final InstantSource clock;

  SignIns(
      Directory directory,
      Locks locks,
      Addresses addresses,
      Passwords passwords,
      Audit audit,
      InstantSource clock) {
    this.directory = directory;
    this.locks = locks;
    this.addresses = addresses;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
  }

  /** How an attempt ended. */
  public sealed interface Outcome {
    /** Come in. */
    record Welcome(User user) implements Outcome {}

    /** Wrong, whatever it was that was wrong. */
    record Refused() implements Outcome {}

    /** Too many failures under this name. */
    record Locked(Duration left) implements Outcome {}

    /** Too many failures from this address. */
    record SlowDown(Duration left) implements Outcome {}

    /** Too many others sign in at this moment. */
    record Busy() implements Outcome {}
  }

  /**
   * One attempt, which is audited however it ends.
   *
   * @param claimed whatever was given as a name
   * @param address the network address it came from
   */
  public Outcome signIn(String claimed, String password, String address) {
    Instant now = clock.instant();
    String name = claimed.toLowerCase(Locale.ROOT);
    Duration wait = addresses.wait(address, now);
    if (wait.isPositive()) {
      return failed(name, address, "too many failures from here", new Outcome.SlowDown(wait));
    }
    Duration locked = locks.attempt(name, now);
    if (locked.isPositive()) {
      addresses.failed(address, now);
      return failed(name, address, "locked", new Outcome.Locked(locked));
    }
    return compare(name, password, address);
  }

  private Outcome compare(String name, String password, String address) {
    Optional<Account> account = directory.find(name);
    Boolean same = passwords.matches(password, account.map(Account::passwordHash).orElse(null));
    if (same == null) {
      return failed(name, address, "too many at once", new Outcome.Busy());
    }
    Optional<User> user = account.filter(found -> same).flatMap(directory::admit);
    if (user.isEmpty()) {
      return refused(name, address, same ? "not in use" : "wrong name or password");
    }
    locks.forgive(name);
    audit.record(name, SIGN_IN, "user:" + name, true, "from " + address);
    return new Outcome.Welcome(user.get());
  }

  private Outcome refused(String name, String address, String why) {
    Instant now = clock.instant();
    addresses.failed(address, now);
    Outcome outcome = failed(name, address, why, new Outcome.Refused());
    if (locks.locked(name, now)) {
      audit.record(name, "session.lock", "user:" + name, true, "from " + address);
    }
    return outcome;
  }

  private Outcome failed(String name, String address, String why, Outcome outcome) {
    audit.record(name, SIGN_IN, "user:" + name, false, why + ", from " + address);
    return outcome;
  }
}
