package linekeeper.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.SetObjectRetentionArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.testing.CephServer;
import linekeeper.testing.Waits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real Ceph, and what only a store with Object Lock can do. */
class CephStoreIT extends ObjectStoreContract {
  private static final CephServer CEPH = CephServer.start();
  private final S3Store locking = new S3Store(properties(LockMode.GOVERNANCE, Encryption.NONE));

  CephStoreIT(@TempDir Path home) {
    super(home, CEPH.address());
  }

  @AfterAll
  static void stop() {
    CEPH.close();
  }

  @AfterEach
  void closeLocking() {
    locking.close();
  }

  @Test
  void a_bucket_that_we_make_has_the_lock_and_shows_it() throws Exception {
    put(locking, KEY, file(10));
    assertThat(locking.locks()).isTrue();
    assertThat(locking.detail()).contains("locked by the store");
  }

  @Test
  void what_is_retained_is_not_removed_before_its_day_and_says_which() throws Exception {
    Path file = file(10_000);
    put(locking, KEY, file);
    Instant until = inDays(2);
    locking.retain(KEY, until);

    assertThatThrownBy(() -> locking.remove(KEY))
        .hasMessageContaining(until.toString())
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.why()).isEqualTo(Why.LOCKED));
    assertThat(locking.verify(KEY, 10_000, sha256(file))).isEqualTo(Verdict.SAME);
    assertThat(locking.detail()).as("the store is well").doesNotContain("AccessDenied");
  }

  @Test
  void longer_retention_extends_and_a_shorter_one_changes_nothing() throws Exception {
    put(locking, KEY, file(10));
    locking.retain(KEY, inDays(1));
    locking.retain(KEY, inDays(3));
    locking.retain(KEY, inDays(2));
    assertThatThrownBy(() -> locking.remove(KEY)).hasMessageContaining(inDays(3).toString());
  }

  @Test
  void what_is_held_stays_until_the_hold_is_lifted() throws Exception {
    put(locking, KEY, file(10));
    locking.hold(KEY, true);
    locking.hold(KEY, true);
    assertThatThrownBy(() -> locking.remove(KEY))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.why()).isEqualTo(Why.LOCKED));
    locking.hold(KEY, false);
    locking.hold(KEY, false);
    locking.remove(KEY);
    assertThat(versions()).isZero();
  }

  @Test
  void after_its_day_all_versions_are_removed_and_nothing_is_left() throws Exception {
    put(locking, KEY, file(10));
    put(locking, KEY, file(11));
    locking.retain(KEY, Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS));
    assertThat(versions()).isEqualTo(2);
    Waits.until("its time is over", this::removed, this::versions);
    assertThat(versions()).isZero();
    assertThat(locking.size(KEY)).isEmpty();
  }

  @Test
  void who_goes_to_the_store_himself_is_refused_as_well() throws Exception {
    put(locking, KEY, file(10));
    locking.retain(KEY, inDays(2));
    try (S3Store unaware = new S3Store(properties(LockMode.OFF, Encryption.NONE))) {
      assertThatThrownBy(() -> unaware.remove(KEY)).isInstanceOf(ObjectStoreException.class);
    }
    SetObjectRetentionArgs sooner =
        SetObjectRetentionArgs.builder()
            .bucket(bucket)
            .object(KEY)
            .config(new Retention(RetentionMode.GOVERNANCE, inDays(1).atZone(ZoneOffset.UTC)))
            .build();
    MinioClient other = CEPH.client();
    assertThatThrownBy(() -> other.setObjectRetention(sooner))
        .hasStackTraceContaining("AccessDenied");
  }

  @Test
  void a_firmer_lock_that_is_there_stays_the_firmer_one() throws Exception {
    try (S3Store firm = new S3Store(properties(LockMode.COMPLIANCE, Encryption.NONE))) {
      put(firm, KEY, file(10));
      firm.retain(KEY, inDays(1));
    }
    locking.retain(KEY, inDays(2));
    assertThatThrownBy(() -> locking.remove(KEY)).hasMessageContaining(inDays(2).toString());
  }

  @Test
  void a_store_that_is_full_refuses_and_takes_more_when_there_is_room_again() throws Exception {
    put(store, OTHER, file(10));
    CEPH.administer("quota", "set", "--quota-scope=user", "--uid=linekeeper", "--max-size=4096");
    CEPH.administer("quota", "enable", "--quota-scope=user", "--uid=linekeeper");
    try {
      Waits.until("the store is full", this::full, () -> "it is not");
      assertThat(store.verify(OTHER, 10, sha256(file(10)))).isEqualTo(Verdict.SAME);
    } finally {
      CEPH.administer("quota", "disable", "--quota-scope=user", "--uid=linekeeper");
    }
    Waits.until("there is room", () -> !full(), () -> "there is not");
  }

  private boolean full() {
    try {
      put(store, KEY, file(300_000));
      return false;
    } catch (ObjectStoreException e) {
      assertThat(e.absent()).isFalse();
      return String.valueOf(e.getMessage()).contains("QuotaExceeded");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private boolean removed() {
    try {
      locking.remove(KEY);
      return true;
    } catch (ObjectStoreException e) {
      assertThat(e.why()).isEqualTo(Why.LOCKED);
      return false;
    }
  }

  private int versions() {
    int found = 0;
    try {
      for (var item :
          CEPH.client()
              .listObjects(
                  ListObjectsArgs.builder()
                      .bucket(bucket)
                      .recursive(true)
                      .includeVersions(true)
                      .build())) {
        item.get();
        found++;
      }
    } catch (MinioException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static Instant inDays(int days) {
    return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS);
  }
}
