package linekeeper.platform.objects;

import static java.util.Objects.requireNonNull;

import io.minio.BucketExistsArgs;
import io.minio.DisableObjectLegalHoldArgs;
import io.minio.EnableObjectLegalHoldArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.GetObjectLockConfigurationArgs;
import io.minio.GetObjectRetentionArgs;
import io.minio.IsObjectLegalHoldEnabledArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SetObjectRetentionArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.Retention;
import io.minio.messages.RetentionMode;
import io.minio.messages.VersioningConfiguration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bucket: made where it is not there, asked what it can do, and what only some of them can. */
final class Bucket {
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  /** What Ceph says of an object without retention, or hold; what others say, the client knows. */
  private static final String NONE = "ObjectLockConfigurationNotFoundError";

  private final MinioClient client;
  private final String name;
  private final LockMode lock;
  private volatile @Nullable Traits traits;

  Bucket(MinioClient client, String name, LockMode lock) {
    this.client = client;
    this.name = name;
    this.lock = lock;
  }

  /**
   * What it can do.
   *
   * @param versioned what is replaced or removed stays behind as a version
   * @param locks it refuses to delete what is retained or held
   */
  record Traits(boolean versioned, boolean locks) {}

  /** What it can do, as far as it was asked. */
  @Nullable Traits known() {
    return traits;
  }

  /** It may be another one the next time. */
  void forget() {
    traits = null;
  }

  /** Makes it where it is not there: with object lock where the store lets us. */
  void ensure() throws MinioException {
    if (traits == null) {
      if (!client.bucketExists(BucketExistsArgs.builder().bucket(name).build())) {
        make();
      }
      traits();
    }
  }

  /** Asks it, once. */
  Traits traits() throws MinioException {
    Traits asked = traits;
    if (asked == null) {
      boolean locks = lock != LockMode.OFF && locks();
      asked = new Traits(locks || versioned(), locks);
      traits = asked;
    }
    return asked;
  }

  private void make() throws MinioException {
    if (lock != LockMode.OFF) {
      try {
        client.makeBucket(MakeBucketArgs.builder().bucket(name).objectLock(true).build());
        return;
      } catch (ErrorResponseException e) {
        definite(e);
      }
    }
    client.makeBucket(MakeBucketArgs.builder().bucket(name).build());
  }

  private boolean locks() throws MinioException {
    try {
      client.getObjectLockConfiguration(
          GetObjectLockConfigurationArgs.builder().bucket(name).build());
      return true;
    } catch (ErrorResponseException e) {
      definite(e);
      return false;
    }
  }

  private boolean versioned() throws MinioException {
    try {
      VersioningConfiguration.Status status =
          client
              .getBucketVersioning(GetBucketVersioningArgs.builder().bucket(name).build())
              .status();
      return status == VersioningConfiguration.Status.ENABLED
          || status == VersioningConfiguration.Status.SUSPENDED;
    } catch (ErrorResponseException e) {
      definite(e);
      return false;
    }
  }

  /** A store that fails, or has no such bucket, has not said that it cannot. */
  private static void definite(ErrorResponseException e) throws ErrorResponseException {
    int status = e.response().code();
    if (S3Store.absent(e) || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED)) {
      throw e;
    }
  }

  /** Keeps the newest version at least until then; what is kept longer stays so. */
  void retain(String key, Instant until) throws MinioException {
    Retention now = retention(key, null);
    if (now == null || now.retainUntilDate().toInstant().isBefore(until)) {
      // what is under the firmer mode cannot be put under the other
      RetentionMode mode =
          now != null && now.mode() == RetentionMode.COMPLIANCE ? now.mode() : lock.mode();
      client.setObjectRetention(
          SetObjectRetentionArgs.builder()
              .bucket(name)
              .object(key)
              .config(new Retention(requireNonNull(mode), until.atZone(ZoneOffset.UTC)))
              .build());
    }
  }

  /** Sets or lifts the legal hold of the newest version. */
  void hold(String key, boolean held) throws MinioException {
    if (held) {
      client.enableObjectLegalHold(
          EnableObjectLegalHoldArgs.builder().bucket(name).object(key).build());
    } else {
      client.disableObjectLegalHold(
          DisableObjectLegalHoldArgs.builder().bucket(name).object(key).build());
    }
  }

  /** Every version under just this key, marks of deletion too, the newest first. */
  List<String> versions(String key) throws MinioException {
    List<String> found = new ArrayList<>();
    for (Result<Item> result :
        client.listObjects(
            ListObjectsArgs.builder()
                .bucket(name)
                .prefix(key)
                .recursive(true)
                .includeVersions(true)
                .build())) {
      Item item = result.get();
      if (item.objectName().equals(key)) {
        found.add(item.versionId());
      }
    }
    return found;
  }

  /** Removes one version for good. */
  void remove(String key, String version) throws MinioException {
    client.removeObject(
        RemoveObjectArgs.builder().bucket(name).object(key).versionId(version).build());
  }

  /** Under which lock a version is, in words; nothing where it is under none. */
  Optional<String> lock(String key, String version) throws MinioException {
    if (held(key, version)) {
      return Optional.of("the store holds it");
    }
    Retention retention = retention(key, version);
    return Optional.ofNullable(retention)
        .map(it -> "the store keeps it until " + it.retainUntilDate().toInstant());
  }

  private boolean held(String key, String version) throws MinioException {
    try {
      return client.isObjectLegalHoldEnabled(
          IsObjectLegalHoldEnabledArgs.builder()
              .bucket(name)
              .object(key)
              .versionId(version)
              .build());
    } catch (ErrorResponseException e) {
      if (NONE.equals(e.errorResponse().code())) {
        return false;
      }
      throw e;
    }
  }

  private @Nullable Retention retention(String key, @Nullable String version)
      throws MinioException {
    GetObjectRetentionArgs.Builder question =
        GetObjectRetentionArgs.builder().bucket(name).object(key);
    if (version != null) {
      question.versionId(version);
    }
    try {
      return client.getObjectRetention(question.build());
    } catch (ErrorResponseException e) {
      if (NONE.equals(e.errorResponse().code())) {
        return null;
      }
      throw e;
    }
  }
}
