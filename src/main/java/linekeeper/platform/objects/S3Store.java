package linekeeper.platform.objects;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.ServerSideEncryption;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.platform.status.Part;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any S3 endpoint, by the MinIO client. Holds no connection until it is asked something. */
final class S3Store implements ObjectStore, Part, AutoCloseable {
  /** Larger files go in parts of this size: bounds what a store holds in memory at once. */
  static final long PART_BYTES = 16L << 20;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int BUFFER = 64 << 10;
  private static final Set<String> ABSENT =
      Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject", "NotFound", "ResourceNotFound");

  private static final String ENCRYPTED_BY_STORE = "x-amz-server-side-encryption";
  private static final String PROBE = "linekeeper-encryption-probe";
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);

  /** What every store takes for granted; naming it makes strict ones refuse to make a bucket. */
  private static final String IMPLIED_REGION = "us-east-1";

  private final String bucket;
  private final OkHttpClient http;
  private final MinioClient client;
  private final Bucket traits;
  private final Encryption encryption;

  private volatile String trouble = "";

  S3Store(ObjectsProperties properties) {
    this.bucket = properties.bucket();
    this.http =
        new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(properties.silence())
            .writeTimeout(properties.silence())
            .callTimeout(properties.patience())
            .build();
    MinioClient.Builder builder =
        MinioClient.builder().endpoint(properties.endpoint().toString()).httpClient(http, true);
    if (!properties.region().isEmpty() && !IMPLIED_REGION.equals(properties.region())) {
      builder.region(properties.region());
    }
    if (!properties.accessKey().isEmpty()) {
      builder.credentials(properties.accessKey(), properties.secretKey());
    }
    this.client = builder.build();
    // our own has no lock, and complains in the log to who asks
    LockMode lock = properties.embedded() ? LockMode.OFF : properties.lock();
    this.traits = new Bucket(client, bucket, lock);
    this.encryption = properties.encryption();
  }

  @Override
  public String bucket() {
    return bucket;
  }

  /** The client adds a checksum to every part, which the store compares with what arrived. */
  @Override
  public void put(String key, Path file, String contentType) throws ObjectStoreException {
    attempt(
        "put " + key,
        () -> {
          traits.ensure();
          UploadObjectArgs.Builder upload =
              UploadObjectArgs.builder()
                  .bucket(bucket)
                  .object(key)
                  .filename(file.toString(), PART_BYTES)
                  .contentType(contentType);
          if (encryption == Encryption.NONE) {
            return client.uploadObject(upload.build());
          }
          ObjectWriteResponse response =
              client.uploadObject(upload.sse(new ServerSideEncryption.S3()).build());
          encrypted(response);
          return response;
        });
  }

  private static void encrypted(ObjectWriteResponse response) {
    if (response.headers().get(ENCRYPTED_BY_STORE) == null) {
      throw new NotEncrypted();
    }
  }

  @Override
  public Verdict verify(String key, long size, String digest) throws ObjectStoreException {
    MessageDigest sha256 = sha256();
    long read = 0;
    try (InputStream content =
        attempt(
            "read back " + key,
            () -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build()))) {
      byte[] buffer = new byte[BUFFER];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        sha256.update(buffer, 0, n);
        read += n;
      }
    } catch (ObjectStoreException e) {
      if (e.absent()) {
        return Verdict.ABSENT;
      }
      throw e;
    } catch (IOException e) {
      throw new ObjectStoreException("read back " + key + ": broke off", e, Why.AWAY);
    }
    boolean same = read == size && HexFormat.of().formatHex(sha256.digest()).equals(digest);
    return same ? Verdict.SAME : Verdict.DIFFERENT;
  }

  @Override
  public Optional<Long> size(String key) throws ObjectStoreException {
    try {
      return Optional.of(
          attempt(
              "ask for " + key,
              () ->
                  client
                      .statObject(StatObjectArgs.builder().bucket(bucket).object(key).build())
                      .size()));
    } catch (ObjectStoreException e) {
      if (e.absent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public InputStream open(String key, long from, long length) throws ObjectStoreException {
    return attempt(
        "open " + key,
        () ->
            client.getObject(
                GetObjectArgs.builder()
                    .bucket(bucket)
                    .object(key)
                    .offset(from)
                    .length(length)
                    .build()));
  }

  @Override
  public boolean locks() throws ObjectStoreException {
    try {
      return attempt("ask for the lock", traits::traits).locks();
    } catch (ObjectStoreException e) {
      if (e.absent()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void retain(String key, Instant until) throws ObjectStoreException {
    attempt(
        "retain " + key,
        () -> {
          if (traits.traits().locks()) {
            traits.retain(key, until);
          }
          return key;
        });
  }

  @Override
  public void hold(String key, boolean held) throws ObjectStoreException {
    attempt(
        "hold " + key,
        () -> {
          if (traits.traits().locks()) {
            traits.hold(key, held);
          }
          return key;
        });
  }

  @Override
  public void remove(String key) throws ObjectStoreException {
    try {
      if (attempt("remove " + key, traits::traits).versioned()) {
        for (String version : attempt("remove " + key, () -> traits.versions(key))) {
          remove(key, version);
        }
      } else {
        attempt(
            "remove " + key,
            () -> {
              client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
              return key;
            });
      }
    } catch (ObjectStoreException e) {
      if (!e.absent()) {
        throw e;
      }
    }
  }

  /** Stores answer "access denied" to who may not, and to all where it is locked. */
  private void remove(String key, String version) throws ObjectStoreException {
    try {
      attempt(
          "remove " + key,
          () -> {
            traits.remove(key, version);
            return key;
          });
    } catch (ObjectStoreException e) {
      if (e.absent() || !locks()) {
        throw e;
      }
      String lock = attempt("remove " + key, () -> traits.lock(key, version)).orElse(null);
      if (lock == null) {
        throw e;
      }
      trouble = "";
      throw new ObjectStoreException("remove " + key + ": " + lock, e, Why.LOCKED);
    }
  }

  /**
   * Sees that the store encrypts, where that is asked for, by something small under a name of its
   * own. A store that is away has not refused: each put is seen to be encrypted as well.
   *
   * @throws IllegalStateException if the store answered, and did not encrypt
   */
  void requireEncryption() {
    if (encryption == Encryption.NONE) {
      return;
    }
    try {
      attempt(
          "encrypt",
          () -> {
            traits.ensure();
            byte[] nothing = {0};
            encrypted(
                client.putObject(
                    PutObjectArgs.builder().bucket(bucket).object(PROBE).stream(
                            new ByteArrayInputStream(nothing), 1L, -1L)
                        .sse(new ServerSideEncryption.S3())
                        .build()));
            return bucket;
          });
    } catch (ObjectStoreException e) {
      if (refused(e.getCause())) {
        throw new IllegalStateException(
            "linekeeper.objects.encryption: the store does not encrypt (SSE-S3): configure its keys,"
                + " or set NONE",
            e);
      }
      LOG.warn("whether the store encrypts is seen when it is back: {}", e.getMessage());
    }
  }

  private static boolean refused(@Nullable Throwable cause) {
    return cause instanceof NotEncrypted
        || (cause instanceof ErrorResponseException e
            && (e.response().code() < SERVER_ERROR || e.response().code() == NOT_IMPLEMENTED));
  }

  private <T> T attempt(String what, Request<T> request) throws ObjectStoreException {
    try {
      T answer = request.send();
      trouble = "";
      return answer;
    } catch (ErrorResponseException e) {
      boolean absent = absent(e);
      // a bucket that was deleted under us is made again by the next attempt
      if (absent) {
        traits.forget();
      }
      trouble = absent ? "" : e.errorResponse().code();
      throw new ObjectStoreException(
          what + ": " + e.errorResponse().code(), e, absent ? Why.ABSENT : Why.AWAY);
    } catch (MinioException | IllegalStateException e) {
      // the client wraps what the network throws in the latter
      trouble = "no answer";
      throw new ObjectStoreException(what + ": " + e.getMessage(), e, Why.AWAY);
    }
  }

  static boolean absent(ErrorResponseException e) {
    return ABSENT.contains(e.errorResponse().code());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  @Override
  public String name() {
    return "objects";
  }

  /** By its last answer; recordings wait in the spool while it is away. */
  @Override
  public State state() {
    return trouble.isEmpty() ? State.UP : State.DOWN;
  }

  @Override
  public String detail() {
    return "bucket " + bucket + guard() + (trouble.isEmpty() ? "" : ": " + trouble);
  }

  private String guard() {
    Bucket.Traits known = traits.known();
    if (known == null) {
      return "";
    }
    return known.locks()
        ? ", locked by the store"
        : ", no object lock: only Linekeeper refuses to delete";
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** The store took it, and not as it was asked to. */
  private static final class NotEncrypted extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotEncrypted() {
      super("the store did not encrypt it");
    }
  }

  /** One exchange with the store. */
  @FunctionalInterface
  private interface Request<T> {
    T send() throws MinioException;
  }
}
