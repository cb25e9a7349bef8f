package linekeeper.platform.objects;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import linekeeper.platform.status.Part;
import okhttp3.OkHttpClient;

/** Any S3 endpoint, by the MinIO client. Holds no connection until it is asked something. */
final class S3Store implements ObjectStore, Part, AutoCloseable {
  /** Larger files go in parts of this size: bounds what a store holds in memory at once. */
  static final long PART_BYTES = 16L << 20;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int BUFFER = 64 << 10;
  private static final Set<String> ABSENT =
      Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject", "NotFound", "ResourceNotFound");

  /** What every store takes for granted; naming it makes strict ones refuse to make a bucket. */
  private static final String IMPLIED_REGION = "us-east-1";

  private final String bucket;
  private final OkHttpClient http;
  private final MinioClient client;
  private volatile boolean bucketSeen;
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
          ensureBucket();
          return client.uploadObject(
              UploadObjectArgs.builder()
                  .bucket(bucket)
                  .object(key)
                  .filename(file.toString(), PART_BYTES)
                  .contentType(contentType)
                  .build());
        });
  }

  private void ensureBucket() throws MinioException {
    if (!bucketSeen) {
      if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
      }
      bucketSeen = true;
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
      throw new ObjectStoreException("read back " + key + ": broke off", e, false);
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
  public void remove(String key) throws ObjectStoreException {
    attempt(
        "remove " + key,
        () -> {
          client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
          return key;
        });
  }

  private <T> T attempt(String what, Request<T> request) throws ObjectStoreException {
    try {
      T answer = request.send();
      trouble = "";
      return answer;
    } catch (ErrorResponseException e) {
      boolean absent = ABSENT.contains(e.errorResponse().code());
      // a bucket that was deleted under us is made again by the next attempt
      if (absent) {
        bucketSeen = false;
      }
      trouble = absent ? "" : e.errorResponse().code();
      throw new ObjectStoreException(what + ": " + e.errorResponse().code(), e, absent);
    } catch (MinioException | IllegalStateException e) {
      // the client wraps what the network throws in the latter
      trouble = "no answer";
      throw new ObjectStoreException(what + ": " + e.getMessage(), e, false);
    }
  }

  private static MessageDigest sha256() {
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
    return "bucket " + bucket + (trouble.isEmpty() ? "" : ": " + trouble);
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** One exchange with the store. */
  @FunctionalInterface
  private interface Request<T> {
    T send() throws MinioException;
  }
}
