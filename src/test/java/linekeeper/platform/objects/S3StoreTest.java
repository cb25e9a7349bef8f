package linekeeper.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.status.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The contract with the embedded store, and what only it does: it lies on this machine's disk. */
class S3StoreTest extends ObjectStoreContract {
  private final ObjectsProperties own;
  private EmbeddedStore server;

  S3StoreTest(@TempDir Path home) throws IOException {
    super(home, freeAddress());
    own = embedded("127.0.0.1", endpoint.getPort(), SECRET);
    server = EmbeddedStore.start(own);
  }

  private static URI freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ObjectsProperties embedded(String host, int port, String secret) {
    return new ObjectsProperties(
        true,
        URI.create("http://" + host + ":" + port),
        ACCESS,
        secret,
        bucket,
        "us-east-1",
        home.resolve("objects"),
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        LockMode.GOVERNANCE,
        Encryption.NONE);
  }

  @Test
  void one_flipped_bit_in_the_store_is_found() throws Exception {
    Path file = file(50_000);
    put(store, KEY, file);
    Path stored = home.resolve("objects").resolve(bucket).resolve(KEY);
    byte[] bytes = Files.readAllBytes(stored);
    bytes[31_234] ^= 1;
    Files.write(stored, bytes);

    assertThat(store.verify(KEY, 50_000, sha256(file))).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_store_that_is_away_is_reported_and_used_again_when_it_is_back() throws Exception {
    Path file = file(10);
    server.close();
    assertThatThrownBy(() -> put(store, KEY, file))
        .isInstanceOfSatisfying(ObjectStoreException.class, e -> assertThat(e.absent()).isFalse());
    assertThat(store.state()).isEqualTo(Part.State.DOWN);
    server = EmbeddedStore.start(own);
    put(store, KEY, file);
    assertThat(store.verify(KEY, 10, sha256(file))).isEqualTo(Verdict.SAME);
    assertThat(store.state()).isEqualTo(Part.State.UP);
  }

  @Test
  void what_was_confirmed_is_there_after_a_restart() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    server.close();
    server = EmbeddedStore.start(own);
    assertThat(store.verify(KEY, 10, sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void a_directory_that_somebody_removed_is_made_again() throws Exception {
    Path file = file(10);
    put(store, KEY, file);
    FileSystemUtils.deleteRecursively(home.resolve("objects").resolve(bucket));
    assertThatThrownBy(() -> put(store, KEY, file)).isInstanceOf(ObjectStoreException.class);
    put(store, KEY, file);
    assertThat(store.size(KEY)).contains(10L);
  }

  @Test
  void a_store_without_locks_says_so_and_does_not_pretend() throws Exception {
    try (S3Store wanting = new S3Store(properties(LockMode.GOVERNANCE, Encryption.NONE))) {
      put(wanting, KEY, file(10));
      assertThat(wanting.locks()).isFalse();
      assertThat(wanting.detail()).contains("no object lock: only Linekeeper refuses to delete");
      wanting.retain(KEY, Instant.parse("2030-01-01T00:00:00Z"));
      wanting.hold(KEY, true);
      wanting.remove(KEY);
      assertThat(wanting.size(KEY)).isEmpty();
    }
  }

  @Test
  void whether_a_store_that_is_away_encrypts_is_seen_later() {
    server.close();
    try (S3Store wanting = new S3Store(properties(LockMode.OFF, Encryption.SSE_S3))) {
      wanting.requireEncryption();
      assertThat(wanting.state()).isEqualTo(Part.State.DOWN);
    }
  }

  @Test
  void an_embedded_store_is_for_loopback_with_keys_only() {
    assertThatThrownBy(() -> embedded("0.0.0.0", 9000, SECRET))
        .hasMessageContaining("linekeeper.objects.endpoint");
    assertThatThrownBy(() -> embedded("127.0.0.1", 9000, "short"))
        .hasMessageContaining("linekeeper.objects.secret-key");
    assertThat(own.toString()).doesNotContain(SECRET);
  }
}
