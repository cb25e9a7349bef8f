package linekeeper.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.MinioClient;
import io.minio.RemoveBucketArgs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.status.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store must do, whoever made it; run against each server that there is. */
abstract class ObjectStoreContract {
  static final String KEY = "recordings/2026/11/20/one.wav";
  static final String OTHER = "recordings/2026/11/20/other.wav";
  static final String ACCESS = "linekeeper";
  static final String SECRET = "not-a-secret-at-all";
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  final Path home;
  final URI endpoint;
  final String bucket = "recordings-" + BUCKETS.incrementAndGet();
  final S3Store store;

  ObjectStoreContract(Path home, URI endpoint) {
    this.home = home;
    this.endpoint = endpoint;
    this.store = new S3Store(properties(LockMode.OFF, Encryption.NONE));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void what_was_put_is_verified_and_read_back_byte_for_byte() throws Exception {
    Path file = file(100_000);
    put(store, KEY, file);

    assertThat(store.verify(KEY, 100_000, sha256(file))).isEqualTo(Verdict.SAME);
    assertThat(store.size(KEY)).contains(100_000L);
    try (InputStream all = store.open(KEY, 0, 100_000)) {
      assertThat(all.readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void a_range_is_exactly_the_bytes_asked_for() throws Exception {
    Path file = file(1000);
    put(store, KEY, file);
    byte[] bytes = Files.readAllBytes(file);

    try (InputStream part = store.open(KEY, 990, 10)) {
      assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 990, 1000));
    }
    try (InputStream part = store.open(KEY, 0, 1)) {
      assertThat(part.readAllBytes()).containsExactly(bytes[0]);
    }
    try (InputStream part = store.open(KEY, 123, 456)) {
      assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 123, 579));
    }
  }

  @Test
  void a_file_of_several_parts_arrives_whole_and_is_read_across_their_seam() throws Exception {
    int size = (int) S3Store.PART_BYTES * 2 + 5;
    Path file = file(size);
    put(store, KEY, file);
    assertThat(store.verify(KEY, size, sha256(file))).isEqualTo(Verdict.SAME);
    int seam = (int) S3Store.PART_BYTES;
    try (InputStream part = store.open(KEY, seam - 3, 7)) {
      assertThat(part.readAllBytes())
          .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(file), seam - 3, seam + 4));
    }
  }

  @Test
  void a_file_that_is_too_long_or_another_one_is_not_the_same() throws Exception {
    Path file = file(50);
    put(store, KEY, file);
    assertThat(store.verify(KEY, 49, sha256(file))).isEqualTo(Verdict.DIFFERENT);
    assertThat(store.verify(KEY, 50, sha256(file(51)))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void what_is_not_there_is_said_to_be_absent() throws Exception {
    assertThat(store.verify(KEY, 1, "00")).as("no bucket").isEqualTo(Verdict.ABSENT);
    assertThat(store.size(KEY)).isEmpty();
    store.remove(KEY);
    put(store, OTHER, file(10));
    assertThat(store.verify(KEY, 1, "00")).as("no object").isEqualTo(Verdict.ABSENT);
    assertThatThrownBy(() -> store.open(KEY, 0, 1))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.absent()).isTrue());
    store.remove(KEY);
  }

  @Test
  void removed_is_gone_and_what_only_begins_alike_stays() throws Exception {
    put(store, KEY, file(10));
    put(store, KEY + ".opus", file(11));
    store.remove(KEY);
    assertThat(store.size(KEY)).isEmpty();
    assertThat(store.size(KEY + ".opus")).contains(11L);
  }

  @Test
  void the_same_sent_twice_is_there_once() throws Exception {
    Path file = file(10_000);
    put(store, KEY, file);
    put(store, KEY, file);
    assertThat(store.verify(KEY, 10_000, sha256(file))).isEqualTo(Verdict.SAME);
    store.remove(KEY);
    assertThat(store.verify(KEY, 10_000, sha256(file))).isEqualTo(Verdict.ABSENT);
  }

  @Test
  void a_wrong_secret_opens_nothing() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    try (S3Store stranger = through(endpoint, "somebody-else's")) {
      assertThatThrownBy(() -> stranger.open(KEY, 0, 10))
          .hasMessageContaining("SignatureDoesNotMatch");
      assertThatThrownBy(() -> put(stranger, OTHER, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(OTHER)).isEmpty();
  }

  @Test
  void bytes_damaged_on_their_way_are_refused() throws Exception {
    byte[] bytes = "harmless ".repeat(2000).getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(home.resolve("damaged"), bytes);
    put(store, OTHER, file);
    try (BadWire wire = BadWire.to(endpoint.getPort(), BadWire.DAMAGING);
        S3Store through = through(wire)) {
      assertThatThrownBy(() -> put(through, KEY, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(KEY)).isEmpty();
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing_behind() throws Exception {
    Path file = file(2_000_000);
    put(store, OTHER, file);
    try (BadWire wire = BadWire.to(endpoint.getPort(), BadWire.cutAfter(300_000));
        S3Store through = through(wire)) {
      assertThatThrownBy(() -> put(through, KEY, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(KEY)).isEmpty();
  }

  @Test
  void an_upload_of_several_parts_that_breaks_off_is_no_object_and_succeeds_later()
      throws Exception {
    int size = (int) S3Store.PART_BYTES + 2_000_000;
    Path file = file(size);
    put(store, OTHER, file(10));
    try (BadWire wire =
            BadWire.to(endpoint.getPort(), BadWire.cutAfterInAll(S3Store.PART_BYTES + 1_000_000));
        S3Store through = through(wire)) {
      assertThatThrownBy(() -> put(through, KEY, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(KEY)).isEmpty();
    put(store, KEY, file);
    assertThat(store.verify(KEY, size, sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void a_reading_that_breaks_off_is_no_verdict() throws Exception {
    Path file = file(2_000_000);
    put(store, KEY, file);
    try (BadWire wire = BadWire.cuttingAnswers(endpoint.getPort(), 500_000);
        S3Store through = through(wire)) {
      assertThatThrownBy(() -> through.verify(KEY, 2_000_000, sha256(file)))
          .isInstanceOfSatisfying(
              ObjectStoreException.class, e -> assertThat(e.absent()).isFalse());
    }
  }

  @Test
  void a_store_that_answers_with_errors_is_away_not_empty() throws Exception {
    for (int status : new int[] {500, 502, 503, 507, 403}) {
      try (BadWire wire = BadWire.answering(status);
          S3Store broken = through(wire)) {
        assertThatThrownBy(() -> broken.size(KEY))
            .as("status %s", status)
            .isInstanceOfSatisfying(
                ObjectStoreException.class, e -> assertThat(e.absent()).isFalse());
        assertThatThrownBy(() -> put(broken, KEY, file(10)))
            .isInstanceOf(ObjectStoreException.class);
        assertThat(broken.state()).isEqualTo(Part.State.DOWN);
      }
    }
  }

  @Test
  void a_store_that_falls_silent_is_given_up_in_time() throws Exception {
    try (BadWire wire = BadWire.silent();
        S3Store silent = through(wire)) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> silent.size(KEY)).isInstanceOf(ObjectStoreException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_store_that_is_slow_and_goes_on_is_waited_for() throws Exception {
    Path file = file(20_000);
    put(store, OTHER, file(10));
    try (BadWire wire = BadWire.slow(endpoint.getPort(), Duration.ofMillis(100), 10_000);
        S3Store through = through(wire)) {
      put(through, KEY, file);
      assertThat(through.verify(KEY, 20_000, sha256(file))).isEqualTo(Verdict.SAME);
    }
  }

  @Test
  void a_store_so_slow_that_it_never_ends_is_given_up_in_time() throws Exception {
    put(store, KEY, file(500_000));
    try (BadWire wire = BadWire.slow(endpoint.getPort(), Duration.ofMillis(500), 10);
        S3Store through =
            new S3Store(
                properties(
                    wire.address(),
                    SECRET,
                    Duration.ofSeconds(3),
                    LockMode.OFF,
                    Encryption.NONE))) {
      assertThatThrownBy(() -> through.verify(KEY, 500_000, "00"))
          .isInstanceOf(ObjectStoreException.class);
    }
  }

  @Test
  void a_bucket_deleted_under_us_is_made_again() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    store.remove(KEY);
    MinioClient owner =
        MinioClient.builder().endpoint(endpoint.toString()).credentials(ACCESS, SECRET).build();
    owner.removeBucket(RemoveBucketArgs.builder().bucket(bucket).build());
    assertThat(store.size(KEY)).isEmpty();
    assertThatThrownBy(() -> store.open(KEY, 0, 1))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.absent()).isTrue());
    put(store, KEY, file);
    assertThat(store.size(KEY)).contains(10L);
  }

  @Test
  void who_wants_the_store_to_encrypt_is_told_at_the_start_that_it_does_not() {
    try (S3Store wanting = new S3Store(properties(LockMode.OFF, Encryption.SSE_S3))) {
      assertThatThrownBy(wanting::requireEncryption)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("linekeeper.objects.encryption");
    }
  }

  @Test
  void nothing_is_put_where_the_store_did_not_encrypt() throws Exception {
    try (S3Store wanting = new S3Store(properties(LockMode.OFF, Encryption.SSE_S3))) {
      assertThatThrownBy(() -> put(wanting, KEY, file(10)))
          .isInstanceOf(ObjectStoreException.class);
    }
  }

  final ObjectsProperties properties(LockMode lock, Encryption encryption) {
    return properties(endpoint, SECRET, Duration.ofSeconds(20), lock, encryption);
  }

  private ObjectsProperties properties(
      URI address, String secret, Duration patience, LockMode lock, Encryption encryption) {
    return new ObjectsProperties(
        false,
        address,
        ACCESS,
        secret,
        bucket,
        "us-east-1",
        null,
        Duration.ofSeconds(2),
        patience,
        lock,
        encryption);
  }

  private S3Store through(BadWire wire) {
    return through(wire.address(), SECRET);
  }

  private S3Store through(URI address, String secret) {
    return new S3Store(
        properties(address, secret, Duration.ofSeconds(20), LockMode.OFF, Encryption.NONE));
  }

  static void put(ObjectStore store, String key, Path file) throws Exception {
    store.put(key, file, "audio/wav");
  }

  final Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(home.resolve("file-" + size), bytes);
  }

  static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
