package linekeeper.platform.objects;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linekeeper.objects.*}: where recordings are kept. Refuses to start on a value it cannot
 * keep.
 *
 * @param embedded whether to run a store in this process, at {@code endpoint}, which then is on
 *     loopback
 * @param endpoint such as {@code https://s3.example.org}
 * @param accessKey and {@code secretKey}: sign every request; the embedded store enforces them
 * @param bucket created if absent
 * @param region empty where the store has none
 * @param data the embedded store's directory
 * @param silence how long the store may send nothing before it counts as away
 * @param patience how long one request may take in all; bounds the slowest upload part
 * @param lock how firmly recordings are locked where the store can; a bucket that we make gets it
 * @param encryption whether the store is to encrypt what it writes; one that cannot stops the start
 */
@ConfigurationProperties("linekeeper.objects")
public record ObjectsProperties(
    @DefaultValue("false") boolean embedded,
    @DefaultValue("http://127.0.0.1:9000") URI endpoint,
    @DefaultValue("") String accessKey,
    @DefaultValue("") String secretKey,
    @DefaultValue("recordings") String bucket,
    @DefaultValue("") String region,
    @Nullable Path data,
    @DefaultValue("20s") Duration silence,
    @DefaultValue("10m") Duration patience,
    @DefaultValue("GOVERNANCE") LockMode lock,
    @DefaultValue("NONE") Encryption encryption) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int SHORTEST_SECRET = 8;

  /** Checks what can be checked without asking the store. */
  public ObjectsProperties {
    require(
        "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()),
        "linekeeper.objects.endpoint: must begin with http:// or https://");
    require(
        BUCKET.matcher(bucket).matches(),
        "linekeeper.objects.bucket: must be 3 to 63 lower-case letters, digits, '.' or '-'");
    if (embedded) {
      require(data != null, "linekeeper.objects.data: name the directory the objects live in");
      require(
          "127.0.0.1".equals(endpoint.getHost()) && endpoint.getPort() > 0,
          "linekeeper.objects.endpoint: an embedded store is at http://127.0.0.1:<port>");
      require(!accessKey.isEmpty(), "linekeeper.objects.access-key: must be set");
      require(
          secretKey.length() >= SHORTEST_SECRET,
          "linekeeper.objects.secret-key: must have at least 8 characters");
    }
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "ObjectsProperties[embedded=%s, endpoint=%s, bucket=%s]"
        .formatted(embedded, endpoint, bucket);
  }
}
