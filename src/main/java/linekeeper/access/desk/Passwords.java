package linekeeper.access.desk;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords with Argon2id. One hash takes 19 MiB and two passes, so no more
 * than two are made at a time: a flood of sign-ins waits, and is refused, rather than eat the
 * memory that the calls need.
 */
@Component
public final class Passwords {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int AT_A_TIME = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  /** Compared against where nobody bears a name, so that it takes as long. */
  private final String nobodys;

  Passwords() {
    this.nobodys = hash("nobody");
  }

  /** Hashes it with a fresh salt. */
  public String hash(String password) {
    places.acquireUninterruptibly();
    try {
      String hash = argon2.encode(password);
      if (hash == null) {
        throw new IllegalStateException("no hash was made");
      }
      return hash;
    } finally {
      places.release();
    }
  }

  /**
   * Whether it is the password; takes as long where there is no hash, and then never matches.
   *
   * @return null where too many others wait
   */
  @Nullable Boolean matches(String password, @Nullable String hash) {
    return inPlace(() -> {
      boolean same = argon2.matches(password, hash == null ? nobodys : hash);
      return hash != null && same;
    });
  }

  private @Nullable Boolean inPlace(Supplier<Boolean> work) {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return null;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
