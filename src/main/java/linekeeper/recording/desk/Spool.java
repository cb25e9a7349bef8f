package linekeeper.recording.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.RecordingProperties;
import linekeeper.recording.RoomProperties;
import linekeeper.recording.model.Audio;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The directory that the switch writes to, which is one application's alone. Files are found by a
 * recording's id alone, which is safe in a path; links are not followed. A spool that is not there,
 * or is somebody else's, is a failure, not an absent file: nothing of it is read or touched.
 */
@Component
final class Spool implements AutoCloseable {
  private static final String RAW = ".raw";
  private static final int BUFFER = 128 << 10;
  private final Path directory;
  private final long keepFree;
  private final SpoolLock lock;

  Spool(RecordingProperties properties, RoomProperties room) {
    this.directory = properties.spool().toAbsolutePath();
    this.keepFree = room.keepFree().toBytes();
    this.lock = new SpoolLock(directory);
  }

  Path raw(RecordingId id) {
    return directory.resolve(id.value() + RAW);
  }

  Path wav(RecordingId id) {
    return directory.resolve(id.value() + ".wav");
  }

  /** The size of what the switch wrote, or null where there is no such file. */
  @Nullable Long size(RecordingId id) throws IOException {
    requireOurs();
    Path file = raw(id);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : null;
  }

  /** Makes the file that plays. */
  Audio play(RecordingId id) throws IOException {
    requireOurs();
    return WavFile.make(raw(id), wav(id));
  }

  /**
   * The file that plays, made again if it is not there.
   *
   * @throws NoSuchFileException if there is nothing to make it of
   */
  Path playable(RecordingId id) throws IOException {
    requireOurs();
    Path wav = wav(id);
    if (!Files.isRegularFile(wav, LinkOption.NOFOLLOW_LINKS)) {
      play(id);
    }
    return wav;
  }

  /**
   * Where the disk is short, removes the file that plays: it is made again of what the switch
   * wrote, which stays.
   */
  void spareRoom(RecordingId id) throws IOException {
    if (room() < keepFree && size(id) != null) {
      Files.deleteIfExists(wav(id));
    }
  }

  /** SHA-256 in lower-case hexadecimal. */
  static String digest(Path file) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Removes everything of a recording; what is not there is removed already. */
  void remove(RecordingId id) throws IOException {
    requireOurs();
    Files.deleteIfExists(wav(id).resolveSibling(id.value() + ".wav.part"));
    Files.deleteIfExists(wav(id).resolveSibling(id.value() + ".wav.sealed"));
    Files.deleteIfExists(wav(id));
    Files.deleteIfExists(raw(id));
    WavFile.confirmDirectory(directory);
  }

  /** Whose raw files are there. */
  List<RecordingId> ids() throws IOException {
    requireOurs();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\.raw"))
          .map(name -> new RecordingId(name.substring(0, name.length() - RAW.length())))
          .toList();
    }
  }

  /** Whether a file is there and was not written to since then. */
  boolean unchangedSince(RecordingId id, Instant then) throws IOException {
    try {
      return Files.getLastModifiedTime(raw(id), LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(then);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** Bytes that can still be written, or -1 where nobody knows. */
  long room() {
    return directory.toFile().isDirectory() ? directory.toFile().getUsableSpace() : -1;
  }

  /**
   * Sees that it is there and ours. A disk may be mounted at any moment, and another application
   * may be on its way out, so it is asked each time, and costs a look at the lock's file.
   *
   * @throws SpoolLock.SpoolTaken if another application has it
   * @throws NotDirectoryException if it is not there
   */
  void requireOurs() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    lock.hold();
  }

  /** Leaves it to whoever comes next, until it is asked for again. */
  void leave() {
    lock.release();
  }

  @Override
  public void close() {
    leave();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
