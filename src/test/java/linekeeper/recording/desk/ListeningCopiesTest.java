package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.ListeningProperties;
import linekeeper.recording.desk.ListeningCopies.Codec;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.Waveform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** With the real ffmpeg. */
class ListeningCopiesTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  @TempDir private Path home;
  private final FakeStore store = new FakeStore();
  private final AtomicReference<Instant> now = new AtomicReference<>(T0);

  @ParameterizedTest
  @EnumSource
  void a_copy_is_small_and_tells_caller_and_seat_apart(Codec codec) throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 3_000));
    Path copy = copies("ffmpeg", "1MB").copy(stored, codec);
    assertThat(Files.size(copy)).isLessThan(stored.audio().size() / 4);
    byte[] heard = decoded(copy);
    assertThat(heard.length / 32).isCloseTo(3_000, org.assertj.core.data.Offset.offset(250));
    byte[] middle = Arrays.copyOfRange(heard, 32_000, 64_000);
    assertThat(Tones.loudness(middle, 0, 440)).as("the caller is left").isGreaterThan(0.6);
    assertThat(Tones.loudness(middle, 0, 1000)).isLessThan(0.1);
    assertThat(Tones.loudness(middle, 1, 1000)).as("the seat is right").isGreaterThan(0.6);
    assertThat(Tones.loudness(middle, 1, 440)).isLessThan(0.1);
    assertThat(names()).containsExactly(copy.getFileName().toString());
  }

  @Test
  void it_is_made_once_and_kept_while_the_store_is_away() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 300));
    ListeningCopies copies = copies("ffmpeg", "1MB");
    Path copy = copies.copy(stored, Codec.OPUS);
    store.away = true;
    assertThat(copies.copy(stored, Codec.OPUS)).isEqualTo(copy);
    copies.forget(stored.digest());
    assertThatThrownBy(() -> copies.copy(stored, Codec.OPUS))
        .isInstanceOf(ObjectStoreException.class);
  }

  @Test
  void nothing_of_what_is_forgotten_stays_not_even_what_a_kill_left_half_made() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 300));
    ListeningCopies copies = copies("ffmpeg", "1MB");
    copies.forget(stored.digest());
    copies.copy(stored, Codec.OPUS);
    copies.copy(stored, Codec.AAC);
    Path directory = home.resolve("listening");
    Files.writeString(directory.resolve(stored.digest() + ".wav.part"), "half");
    Files.writeString(directory.resolve(stored.digest() + ".ogg.part"), "half");
    Files.writeString(directory.resolve("0".repeat(64) + ".ogg"), "another's");
    copies.forget(stored.digest());
    assertThat(names()).containsExactly("0".repeat(64) + ".ogg");
  }

  @Test
  void a_program_that_takes_too_long_is_ended_and_leaves_nothing_behind() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 300));
    Path slow = home.resolve("slow-ffmpeg");
    // says its version, as it is asked for that first, and then writes and does not end
    Files.writeString(
        slow,
        """
        #!/bin/sh
        [ "$1" = -version ] && echo 'ffmpeg version 7 Copyright' && exit 0
        for last; do :; done; echo half > "$last"; exec sleep 60
        """);
    Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
    ListeningCopies copies =
        new ListeningCopies(
            store,
            new ListeningProperties(
                home.resolve("listening"),
                DataSize.ofMegabytes(1),
                slow.toString(),
                Duration.ofSeconds(1)),
            now::get);
    assertThatThrownBy(() -> copies.copy(stored, Codec.OPUS)).isInstanceOf(IOException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void of_what_is_not_what_was_recorded_no_copy_is_made() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 300));
    store.kept(stored.place().key())[500] ^= 1;
    assertThatThrownBy(() -> copies("ffmpeg", "1MB").copy(stored, Codec.OPUS))
        .isInstanceOf(ListeningCopies.Differs.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void what_is_found_to_be_changed_half_way_is_neither_copied_nor_drawn() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 3_000));
    store.changedFrom = 65_536;
    ListeningCopies copies = copies("ffmpeg", "1MB");
    assertThatThrownBy(() -> copies.copy(stored, Codec.OPUS))
        .isInstanceOf(ListeningCopies.Differs.class);
    assertThatThrownBy(() -> copies.waveform(stored, 4))
        .isInstanceOf(ListeningCopies.Differs.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void what_was_listened_to_longest_ago_makes_room() throws Exception {
    Stored first = stored("a", Tones.raw(440, 1000, 3_000));
    Stored second = stored("b", Tones.raw(440, 2000, 3_000));
    Stored third = stored("c", Tones.raw(440, 3000, 3_000));
    long size = Files.size(copies("ffmpeg", "1MB").copy(first, Codec.OPUS));
    ListeningCopies copies = copies("ffmpeg", size * 5 / 2 + "B");
    later();
    copies.copy(second, Codec.OPUS);
    later();
    copies.copy(first, Codec.OPUS);
    later();
    copies.copy(third, Codec.OPUS);
    assertThat(names()).containsExactlyInAnyOrder(first.digest() + ".ogg", third.digest() + ".ogg");
  }

  @Test
  void a_program_that_is_not_there_leaves_nothing_behind() throws Exception {
    Stored stored = stored("a", Tones.raw(440, 1000, 300));
    assertThatThrownBy(() -> copies("no-such-ffmpeg", "1MB").copy(stored, Codec.OPUS))
        .isInstanceOf(IOException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void a_drawing_shows_both_sides_and_the_pause() throws Exception {
    byte[] spoken = Tones.raw(440, 1000, 4_000);
    Arrays.fill(spoken, 32_000, 32_000 + 64_000, (byte) 0);
    Waveform drawn = copies("ffmpeg", "1MB").waveform(stored("a", spoken), 4);
    assertThat(drawn.durationMillis()).isEqualTo(4_000);
    assertThat(drawn.caller()).containsExactly(36, 0, 0, 36);
    assertThat(drawn.seat()).containsExactly(36, 0, 0, 36);
    assertThat(drawn.quiet())
        .singleElement()
        .satisfies(it -> assertThat(it.toMillis() - it.fromMillis()).isBetween(1_990L, 2_010L));
    assertThat(copies("ffmpeg", "1MB").waveform(stored("b", new byte[0]), 4).caller())
        .containsExactly(0);
  }

  private ListeningCopies copies(String program, String most) {
    return new ListeningCopies(
        store,
        new ListeningProperties(
            home.resolve("listening"), DataSize.parse(most), program, Duration.ofSeconds(20)),
        now::get);
  }

  /** A file system that counts whole seconds sees this too. */
  private void later() {
    now.updateAndGet(it -> it.plusSeconds(10));
  }

  private Stored stored(String name, byte[] spoken) throws Exception {
    Path raw = Files.write(home.resolve(name + ".raw"), spoken);
    Path wav = home.resolve(name + ".wav");
    Audio audio = WavFile.make(raw, wav);
    store.put(name, wav, Audio.MEDIA_TYPE);
    return new Stored(
        audio, FakeStore.sha256(Files.readAllBytes(wav)), new Place("recordings", name), T0, null);
  }

  private List<String> names() throws IOException {
    Path directory = home.resolve("listening");
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }

  /** What a listener hears of it: 8 kHz, two channels. */
  private byte[] decoded(Path copy) throws Exception {
    Path raw = home.resolve("decoded.raw");
    Process process =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                copy.toString(),
                "-f",
                "s16le",
                "-ar",
                "8000",
                raw.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(raw);
  }
}
