package linekeeper.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.status.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest {
  private static final String KEY = "recordings/2026/11/20/one.wav";
  private static final String SECRET = "not-a-secret-at-all";

  private final Path home;
  private final ObjectsProperties properties;
  private final S3Store store;
  private EmbeddedStore server;

  S3StoreTest(@TempDir Path home) throws IOException {
    this.home = home;
    try (ServerSocket socket = new ServerSocket(0)) {
      properties = properties("127.0.0.1", socket.getLocalPort(), SECRET);
    }
    server = EmbeddedStore.start(properties);
    store = new S3Store(properties);
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  private ObjectsProperties properties(String host, int port, String secret) {
    return new ObjectsProperties(
        true,
        URI.create("http://" + host + ":" + port),
        "linekeeper",
        secret,
        "recordings",
        "us-east-1",
        home.resolve("objects"),
        Duration.ofSeconds(2),
        Duration.ofSeconds(20));
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
      assertThat(part.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 990, 1000));
    }
    try (InputStream part = store.open(KEY, 0, 1)) {
      assertThat(part.readAllBytes()).containsExactly(bytes[0]);
    }
  }

  @Test
  void a_file_of_several_parts_arrives_whole() throws Exception {
    int size = (int) S3Store.PART_BYTES * 2 + 5;
    Path file = file(size);
    put(store, KEY, file);
    assertThat(store.verify(KEY, size, sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void one_flipped_bit_in_the_store_is_found() throws Exception {
    Path file = file(50_000);
    put(store, KEY, file);
    Path stored = home.resolve("objects").resolve("recordings").resolve(KEY);
    byte[] bytes = Files.readAllBytes(stored);
    bytes[31_234] ^= 1;
    Files.write(stored, bytes);

    assertThat(store.verify(KEY, 50_000, sha256(file))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_file_that_is_too_long_is_not_the_same() throws Exception {
    Path file = file(50);
    put(store, KEY, file);
    assertThat(store.verify(KEY, 49, sha256(file))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void what_is_not_there_is_said_to_be_absent() throws Exception {
    assertThat(store.verify(KEY, 1, "00")).as("no bucket").isEqualTo(Verdict.ABSENT);
    assertThat(store.size(KEY)).isEmpty();
    put(store, "recordings/other.wav", file(10));
    assertThat(store.verify(KEY, 1, "00")).as("no object").isEqualTo(Verdict.ABSENT);
    assertThatThrownBy(() -> store.open(KEY, 0, 1))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.absent()).isTrue());
    store.remove(KEY);
  }

  @Test
  void removed_is_gone() throws Exception {
    put(store, KEY, file(10));
    store.remove(KEY);
    assertThat(store.size(KEY)).isEmpty();
  }

  @Test
  void a_wrong_secret_opens_nothing() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    try (S3Store stranger =
        new S3Store(properties("127.0.0.1", server.port(), "somebody-else's"))) {
      assertThatThrownBy(() -> stranger.open(KEY, 0, 10))
          .hasMessageContaining("SignatureDoesNotMatch");
      assertThatThrownBy(() -> put(stranger, "recordings/theirs.wav", file))
          .isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size("recordings/theirs.wav")).isEmpty();
  }

  @Test
  void bytes_damaged_on_their_way_are_refused() throws Exception {
    byte[] bytes = "harmless ".repeat(2000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Path file = home.resolve("damaged");
    Files.write(file, bytes);
    put(store, "recordings/other.wav", file);
    try (BadWire wire = BadWire.to(server.port(), BadWire.DAMAGING);
        S3Store through = new S3Store(properties("127.0.0.1", wire.port(), SECRET))) {
      assertThatThrownBy(() -> put(through, KEY, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(KEY)).isEmpty();
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing_behind() throws Exception {
    Path file = file(2_000_000);
    put(store, "recordings/other.wav", file);
    try (BadWire wire = BadWire.to(server.port(), BadWire.cutAfter(300_000));
        S3Store through = new S3Store(properties("127.0.0.1", wire.port(), SECRET))) {
      assertThatThrownBy(() -> put(through, KEY, file)).isInstanceOf(ObjectStoreException.class);
    }
    assertThat(store.size(KEY)).isEmpty();
  }

  @Test
  void a_store_that_is_away_is_reported_and_used_again_when_it_is_back() throws Exception {
    Path file = file(10);
    server.close();
    assertThatThrownBy(() -> put(store, KEY, file))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.absent()).isFalse());
    assertThat(store.state()).isEqualTo(Part.State.DOWN);
    server = EmbeddedStore.start(properties);
    put(store, KEY, file);
    assertThat(store.verify(KEY, 10, sha256(file))).isEqualTo(Verdict.SAME);
    assertThat(store.state()).isEqualTo(Part.State.UP);
  }

  @Test
  void what_was_confirmed_is_there_after_a_restart() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    server.close();
    server = EmbeddedStore.start(properties);
    assertThat(store.verify(KEY, 10, sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void a_bucket_deleted_under_us_is_made_again() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    store.remove(KEY);
    org.springframework.util.FileSystemUtils.deleteRecursively(
        home.resolve("objects").resolve("recordings"));
    assertThatThrownBy(() -> put(store, KEY, file)).isInstanceOf(ObjectStoreException.class);
    put(store, KEY, file);
    assertThat(store.size(KEY)).contains(10L);
  }

  @Test
  void a_store_that_answers_with_errors_is_away_not_empty() throws Exception {
    for (int status : new int[] {500, 503, 403}) {
      try (BadWire wire = BadWire.answering(status);
          S3Store broken = new S3Store(properties("127.0.0.1", wire.port(), SECRET))) {
        assertThatThrownBy(() -> broken.size(KEY))
            .as("status %s", status)
            .isInstanceOfSatisfying(
                ObjectStoreException.class, e -> assertThat(e.absent()).isFalse());
        assertThatThrownBy(() -> put(broken, KEY, file(10)))
            .isInstanceOf(ObjectStoreException.class);
      }
    }
  }

  @Test
  void a_store_that_falls_silent_is_given_up_in_time() throws Exception {
    try (BadWire wire = BadWire.silent();
        S3Store silent = new S3Store(properties("127.0.0.1", wire.port(), SECRET))) {
      long begun = System.nanoTime();
      assertThatThrownBy(() -> silent.size(KEY)).isInstanceOf(ObjectStoreException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void an_embedded_store_is_for_loopback_with_keys_only() {
    assertThatThrownBy(() -> properties("0.0.0.0", 9000, SECRET))
        .hasMessageContaining("linekeeper.objects.endpoint");
    assertThatThrownBy(() -> properties("127.0.0.1", 9000, "short"))
        .hasMessageContaining("linekeeper.objects.secret-key");
    assertThat(properties.toString()).doesNotContain(SECRET);
  }

  private static void put(ObjectStore store, String key, Path file) throws Exception {
    store.put(key, file, "audio/wav");
  }

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(home.resolve("file-" + size), bytes);
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
