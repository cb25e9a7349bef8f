package linekeeper.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import linekeeper.platform.objects.ObjectStore.Verdict;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.platform.objects.store.SealedObjects;
import linekeeper.platform.status.Part;
import linekeeper.testing.Postgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sealed before they leave us: on a real store, with the keys' rows in a real database. */
class SealedStoreTest {
  private static final String KEY = "recordings/2026/11/20/one.wav";
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final JdbcClient JDBC = JdbcClient.create(Postgres.EMBEDDED.migrated());

  private final Path home;
  private final SealedObjects rows = new SealedObjects(JDBC);
  private final Map<String, Path> keys = new HashMap<>();
  private final EmbeddedStore server;
  private final S3Store plain;

  SealedStoreTest(@TempDir Path home) throws IOException {
    this.home = home;
    JDBC.sql("truncate sealed_object").update();
    keys.put("k1", key("k1"));
    ObjectsProperties properties = properties();
    server = EmbeddedStore.start(properties);
    plain = new S3Store(properties);
  }

  private ObjectsProperties properties() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new ObjectsProperties(
          true,
          URI.create("http://127.0.0.1:" + socket.getLocalPort()),
          "linekeeper",
          "not-a-secret-at-all",
          "recordings",
          "",
          home.resolve("objects"),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          LockMode.OFF,
          Encryption.NONE);
    }
  }

  @AfterEach
  void stop() {
    plain.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void what_lies_in_the_store_tells_nothing_and_comes_back_byte_for_byte(SealAlgorithm algorithm)
      throws Exception {
    SealedStore store = store(algorithm, "k1");
    for (int size : sizes()) {
      Path file = file(size);
      String key = KEY + size;
      store.put(key, file, "audio/wav");
      byte[] bytes = Files.readAllBytes(file);

      assertThat(store.verify(key, size, ObjectStoreContract.sha256(file)))
          .as("size %s", size)
          .isEqualTo(Verdict.SAME);
      assertThat(store.size(key)).contains((long) size);
      byte[] there = Files.readAllBytes(lies(key));
      assertThat((long) there.length).isEqualTo(SealFormat.sealedSize(size));
      if (size > 16) {
        assertThat(contains(there, Arrays.copyOf(bytes, 16))).as("in the clear").isFalse();
      }
    }
    assertThat(store.seal(KEY + 1)).contains(new Seal(algorithm, "k1"));
    assertThat(home).isDirectoryNotContaining("glob:**.sealed");
  }

  private static int[] sizes() {
    int piece = SealFormat.PIECE;
    return new int[] {0, 1, 44, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7};
  }

  @ParameterizedTest
  @EnumSource
  void any_range_is_exactly_the_bytes_asked_for(SealAlgorithm algorithm) throws Exception {
    int size = 3 * SealFormat.PIECE + 7;
    SealedStore store = store(algorithm, "k1");
    byte[] bytes = Files.readAllBytes(file(size));
    store.put(KEY, file(size), "audio/wav");
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(size);
      int length = 1 + random.nextInt(size - from);
      assertRange(store, bytes, from, length);
    }
    assertRange(store, bytes, SealFormat.PIECE, SealFormat.PIECE);
    assertRange(store, bytes, SealFormat.PIECE - 1, 2);
    assertRange(store, bytes, size - 1, 1);
  }

  private static void assertRange(SealedStore store, byte[] bytes, int from, int length)
      throws Exception {
    try (InputStream part = store.open(KEY, from, length)) {
      assertThat(part.readAllBytes())
          .as("%s bytes from %s", length, from)
          .isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
    }
  }

  @Test
  void one_flipped_bit_anywhere_is_found_and_nothing_of_its_piece_is_given_out() throws Exception {
    int size = SealFormat.PIECE + 100;
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    Path file = file(size);
    store.put(KEY, file, "audio/wav");
    byte[] good = Files.readAllBytes(lies(KEY));
    int[] places = {0, 8, 31, 32, 5000, SealFormat.HEAD + SealFormat.PIECE + 3, good.length - 1};
    for (int place : places) {
      byte[] bad = good.clone();
      bad[place] ^= 1;
      Files.write(lies(KEY), bad);
      assertThat(store.verify(KEY, size, ObjectStoreContract.sha256(file)))
          .as("bit in byte %s", place)
          .isEqualTo(Verdict.DIFFERENT);
    }
    byte[] bad = good.clone();
    bad[40] ^= 1;
    Files.write(lies(KEY), bad);
    assertThatThrownBy(() -> store.open(KEY, 3, 10))
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.why()).isEqualTo(Why.CHANGED));
    try (InputStream rest = store.open(KEY, SealFormat.PIECE + 1, 10)) {
      assertThat(rest.readAllBytes()).as("the other piece is whole").hasSize(10);
    }
  }

  @Test
  void pieces_that_are_cut_off_exchanged_or_another_objects_are_found() throws Exception {
    int size = 3 * SealFormat.PIECE;
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    Path file = file(size);
    String digest = ObjectStoreContract.sha256(file);
    store.put(KEY, file, "audio/wav");
    store.put(KEY + "2", file, "audio/wav");
    byte[] good = Files.readAllBytes(lies(KEY));
    int piece = SealFormat.PIECE + SealAlgorithm.TAG_BYTES;

    Files.write(lies(KEY), Arrays.copyOf(good, good.length - piece));
    assertThat(store.verify(KEY, size, digest)).isEqualTo(Verdict.DIFFERENT);
    assertThatThrownBy(() -> store.open(KEY, size - 2L * SealFormat.PIECE, 10))
        .as("what is last now was not sealed as the last")
        .isInstanceOf(ObjectStoreException.class);

    byte[] exchanged = good.clone();
    System.arraycopy(good, SealFormat.HEAD, exchanged, SealFormat.HEAD + piece, piece);
    System.arraycopy(good, SealFormat.HEAD + piece, exchanged, SealFormat.HEAD, piece);
    Files.write(lies(KEY), exchanged);
    assertThat(store.verify(KEY, size, digest)).isEqualTo(Verdict.DIFFERENT);

    Files.copy(lies(KEY + "2"), lies(KEY), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(store.verify(KEY, size, digest)).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void a_key_that_is_not_there_or_another_one_is_said_and_damages_nothing() throws Exception {
    Path file = file(1000);
    store(SealAlgorithm.SM4_GCM, "k1").put(KEY, file, "audio/wav");

    keys.put("k2", key("k2"));
    Path right = keys.remove("k1");
    assertThatThrownBy(() -> store(SealAlgorithm.SM4_GCM, "k2").open(KEY, 0, 10))
        .hasMessageContaining("has no key k1")
        .isInstanceOfSatisfying(
            ObjectStoreException.class, e -> assertThat(e.why()).isEqualTo(Why.SEALED));
    keys.put("k1", key("other"));
    assertThatThrownBy(() -> store(SealAlgorithm.SM4_GCM, "k2").verify(KEY, 1000, "00"))
        .hasMessageContaining("key k1 is not the one")
        .isInstanceOf(ObjectStoreException.class);
    keys.put("k1", right);
    assertThat(store(null, "").verify(KEY, 1000, ObjectStoreContract.sha256(file)))
        .as("also when nothing new is sealed")
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void keys_are_rotated_without_touching_an_object_and_the_old_one_can_go() throws Exception {
    Path file = file(1000);
    String digest = ObjectStoreContract.sha256(file);
    store(SealAlgorithm.AES_256_GCM, "k1").put(KEY, file, "audio/wav");
    byte[] before = Files.readAllBytes(lies(KEY));
    keys.put("k2", key("k2"));

    SealedStore newer = store(SealAlgorithm.AES_256_GCM, "k2");
    assertThat(newer.verify(KEY, 1000, digest)).as("by the old key").isEqualTo(Verdict.SAME);
    KeyRotation rotation = rotation("k2");
    rotation.round();
    assertThat(newer.seal(KEY)).contains(new Seal(SealAlgorithm.AES_256_GCM, "k2"));
    assertThat(rotation.detail()).contains("key k2, 1 sealed, 0 of them by other keys");
    assertThat(lies(KEY)).hasBinaryContent(before);
    keys.remove("k1");
    assertThat(store(SealAlgorithm.AES_256_GCM, "k2").verify(KEY, 1000, digest))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void a_rotation_whose_old_key_is_lost_says_so_and_changes_nothing() throws Exception {
    store(SealAlgorithm.AES_256_GCM, "k1").put(KEY, file(10), "audio/wav");
    keys.put("k2", key("k2"));
    keys.remove("k1");
    KeyRotation rotation = rotation("k2");
    rotation.round();
    assertThat(rotation.state()).isEqualTo(Part.State.DEGRADED);
    assertThat(rotation.detail()).contains("1 of them by other keys").contains("has no key k1");
    assertThat(rows.find(KEY).orElseThrow().wrappedBy()).isEqualTo("k1");
  }

  @Test
  void what_was_put_before_sealing_was_wanted_is_given_as_it_is() throws Exception {
    Path file = file(1000);
    store(null, "").put(KEY, file, "audio/wav");
    assertThat(lies(KEY)).hasSameBinaryContentAs(file);
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    assertThat(store.verify(KEY, 1000, ObjectStoreContract.sha256(file))).isEqualTo(Verdict.SAME);
    assertThat(store.size(KEY)).contains(1000L);
    assertThat(store.seal(KEY)).isEmpty();
  }

  @Test
  void sealed_twice_it_is_another_text_and_either_can_be_opened() throws Exception {
    Path file = file(1000);
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    store.put(KEY, file, "audio/wav");
    byte[] first = Files.readAllBytes(lies(KEY));
    store.put(KEY, file, "audio/wav");
    byte[] second = Files.readAllBytes(lies(KEY));
    assertThat(Arrays.equals(first, 32, 132, second, 32, 132)).isFalse();
    Files.write(lies(KEY), first);
    assertThat(store.verify(KEY, 1000, ObjectStoreContract.sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void killed_between_the_key_and_the_object_it_is_sent_by_whoever_comes_next() throws Exception {
    Path file = file(1000);
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    store.put(KEY, file, "audio/wav");
    plain.remove(KEY);
    assertThat(store.verify(KEY, 1000, "00")).isEqualTo(Verdict.ABSENT);
    store(SealAlgorithm.AES_256_GCM, "k1").put(KEY, file, "audio/wav");
    assertThat(store.verify(KEY, 1000, ObjectStoreContract.sha256(file))).isEqualTo(Verdict.SAME);
  }

  @Test
  void removed_with_its_key_a_copy_that_somebody_kept_is_of_no_use() throws Exception {
    SealedStore store = store(SealAlgorithm.AES_256_GCM, "k1");
    store.put(KEY, file(1000), "audio/wav");
    store.remove(KEY);
    assertThat(store.size(KEY)).isEmpty();
    assertThat(rows.find(KEY)).isEmpty();
  }

  @Test
  void who_wants_to_seal_without_a_proper_key_is_told_at_the_start() throws Exception {
    assertThatThrownBy(() -> new SealingProperties(SealAlgorithm.AES_256_GCM, "k9", keys))
        .hasMessageContaining("linekeeper.objects.sealing.key");
    keys.put("short", Files.writeString(home.resolve("short"), "AAAA"));
    assertThatThrownBy(() -> new WrappingKeys(new SealingProperties(null, "", keys)))
        .hasMessageContaining("linekeeper.objects.sealing.keys.short: must be 32 bytes");
    keys.put("short", home.resolve("nowhere"));
    assertThatThrownBy(() -> new WrappingKeys(new SealingProperties(null, "", keys)))
        .hasMessageContaining("linekeeper.objects.sealing.keys.short: cannot be read");
  }

  private SealedStore store(@Nullable SealAlgorithm algorithm, String key) {
    return new SealedStore(plain, rows, wrapping(algorithm, key), algorithm, () -> T0);
  }

  private KeyRotation rotation(String key) {
    return new KeyRotation(rows, wrapping(SealAlgorithm.AES_256_GCM, key), () -> T0, true);
  }

  private WrappingKeys wrapping(@Nullable SealAlgorithm algorithm, String key) {
    return new WrappingKeys(new SealingProperties(algorithm, key, keys));
  }

  private Path key(String name) throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Files.writeString(
        home.resolve(name + ".key"), Base64.getEncoder().encodeToString(secret) + "\n");
  }

  private Path lies(String key) {
    return home.resolve("objects/recordings").resolve(key);
  }

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(home.resolve("file-" + size), bytes);
  }

  private static boolean contains(byte[] all, byte[] some) {
    for (int i = 0; i + some.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + some.length, some, 0, some.length)) {
        return true;
      }
    }
    return false;
  }
}
