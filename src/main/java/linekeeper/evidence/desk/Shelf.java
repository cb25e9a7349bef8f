package linekeeper.evidence.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import linekeeper.evidence.EvidenceItemsProperties;
import linekeeper.kernel.EvidenceItemId;
import linekeeper.recording.proof.DigestKind;
import org.springframework.stereotype.Component;

/**
 * Files on this machine's disk: those that come in, those that wait for the store, and those in
 * quarantine. Each is named by its item's id alone, readable by the application's user, and appears
 * among the waiting ones whole and on the disk, or not at all.
 */
@Component
final class Shelf {
  private static final int BUFFER = 64 << 10;
  private static final int END = -1;
  private static final int BROKEN = -2;
  private final Path incoming;
  private final Path held;
  private final Path quarantine;
  private final EvidenceItemsProperties properties;
  private final InstantSource clock;

  Shelf(EvidenceItemsProperties properties, InstantSource clock) {
    Path directory = properties.directory().toAbsolutePath();
    this.incoming = directory.resolve("incoming");
    this.held = directory.resolve("held");
    this.quarantine = directory.resolve("quarantine");
    this.properties = properties;
    this.clock = clock;
  }

  /** What came of receiving. */
  sealed interface Receipt {
    /** The whole of it is here. */
    record Whole(Path file, long size, String digest) implements Receipt {}

    /** It was cut off at so many bytes. */
    record TooLarge(long most) implements Receipt {}

    /** The sender broke off. */
    record BrokenOff() implements Receipt {}

    /** It took longer than it may. */
    record TooSlow() implements Receipt {}
  }

  /** Whether there is room for one more of this size. */
  boolean room(long size) throws IOException {
    Files.createDirectories(incoming);
    return Files.getFileStore(incoming).getUsableSpace() - size > properties.keepFree().toBytes();
  }

  /**
   * Writes what comes, while it comes; holds one buffer of it. Whatever comes of it, {@link
   * #forget} is to be called.
   *
   * @throws IOException if the disk fails
   */
  Receipt receive(EvidenceItemId id, InputStream content, long most) throws IOException {
    Files.createDirectories(incoming);
    Instant deadline = clock.instant().plus(properties.within());
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    Path file = incoming.resolve(id.value());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = read(content, buffer); n != END; n = read(content, buffer)) {
        if (n == BROKEN) {
          return new Receipt.BrokenOff();
        }
        size += n;
        if (size > most) {
          return new Receipt.TooLarge(most);
        }
        if (clock.instant().isAfter(deadline)) {
          return new Receipt.TooSlow();
        }
        digest.update(buffer, 0, n);
        write(channel, ByteBuffer.wrap(buffer, 0, n));
      }
      channel.force(true);
    }
    return new Receipt.Whole(file, size, HexFormat.of().formatHex(digest.digest()));
  }

  /** A sender who breaks off is no failure of ours. */
  private static int read(InputStream content, byte[] buffer) {
    try {
      return content.read(buffer);
    } catch (IOException broken) {
      return BROKEN;
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Lays a received file among those that wait for the store. */
  void hold(EvidenceItemId id) throws IOException {
    settle(id, held);
  }

  /** Locks a received file away. */
  void quarantine(EvidenceItemId id) throws IOException {
    settle(id, quarantine);
  }

  private void settle(EvidenceItemId id, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.move(
        incoming.resolve(id.value()),
        directory.resolve(id.value()),
        StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  Path held(EvidenceItemId id) {
    return held.resolve(id.value());
  }

  /** Whether the file that waits is, to the bit, the one that was received. */
  boolean intact(EvidenceItemId id, long size, String digest) throws IOException {
    Path file = held(id);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != size) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return DigestKind.SHA_256.of(content).equals(digest);
    }
  }

  /** Removes what came in and was not taken; what was moved on meanwhile stays where it is. */
  void forget(EvidenceItemId id) throws IOException {
    Files.deleteIfExists(incoming.resolve(id.value()));
  }

  /** Removes what no longer has to wait. */
  void release(EvidenceItemId id) throws IOException {
    Files.deleteIfExists(held(id));
  }

  /** Removes what was coming in when we were killed. */
  void clearIncoming() throws IOException {
    for (Path file : old(incoming)) {
      Files.deleteIfExists(file);
    }
  }

  /** What has been waiting for longer than any upload takes. */
  List<EvidenceItemId> waiting() throws IOException {
    return old(held).stream()
        .map(it -> new EvidenceItemId(String.valueOf(it.getFileName())))
        .toList();
  }

  private List<Path> old(Path directory) throws IOException {
    Files.createDirectories(directory);
    Instant before = clock.instant().minus(properties.within().multipliedBy(2));
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> Instant.ofEpochMilli(it.toFile().lastModified()).isBefore(before))
          .toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
