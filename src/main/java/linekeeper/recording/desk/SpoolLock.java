package linekeeper.recording.desk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application per spool: of two, each would take the other's files for nobody's. Holds an
 * advisory lock of the kernel on a hidden file in the directory, which ends with this process,
 * however it dies. Whether it still lies on the directory that is there now is seen each time, so a
 * disk that is mounted over it is noticed, and a lock file that was removed. Not promised:
 * exclusion of programs that do not ask for the lock, and of machines that share a directory over a
 * network whose locks do not reach from one to the other.
 */
final class SpoolLock {
  /** No recording is called so. */
  static final String FILE = ".linekeeper.lock";

  private static final Logger LOG = LoggerFactory.getLogger(SpoolLock.class);
  private static final int LONGEST_NAME = 40;

  /**
   * The files that this process has locked. The kernel's locks are a process's, and closing any
   * channel to a file lets go of all of them: so what is in here is not opened again.
   */
  private static final Set<Object> OURS = new HashSet<>();

  private final Path file;
  private @Nullable Held held;

  SpoolLock(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /** A lock that is held, and on which file, whatever that is called by now. */
  private record Held(FileChannel channel, Object key) {}

  /** Somebody else has the spool. */
  static final class SpoolTaken extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolTaken(Path directory, String who) {
      super(
          "linekeeper.recording.spool: %s is used by another Linekeeper (%s); a spool belongs to one of them, so give each its own"
              .formatted(directory, who));
    }
  }

  /**
   * Holds the lock when it returns.
   *
   * @throws SpoolTaken if somebody else holds it
   * @throws IOException if the directory takes no lock
   */
  synchronized void hold() throws IOException {
    Held now = held;
    if (now == null || !now.key().equals(key())) {
      release();
      held = take();
    }
  }

  /** Lets go of it, until it is asked for again. */
  synchronized void release() {
    Held was = held;
    held = null;
    if (was == null) {
      return;
    }
    synchronized (OURS) {
      close(was.channel());
      OURS.remove(was.key());
    }
  }

  private Held take() throws IOException {
    synchronized (OURS) {
      Object before = key();
      if (before != null && OURS.contains(before)) {
        throw taken("this process, for a second time");
      }
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      try {
        Held fresh = new Held(channel, lock(channel, before));
        OURS.add(fresh.key());
        return fresh;
      } catch (IOException refused) {
        close(channel);
        throw refused;
      }
    }
  }

  /** Which file it is that was locked. */
  private Object lock(FileChannel channel, @Nullable Object before) throws IOException {
    if (channel.tryLock() == null) {
      throw taken(holder());
    }
    Object after = key();
    if (after == null || (before != null && !before.equals(after))) {
      throw new IOException("the spool was changed while it was locked: " + file.getParent());
    }
    sign(channel);
    return after;
  }

  /** Who holds it is for people: on a full disk the lock alone has to do. */
  private static void sign(FileChannel channel) {
    byte[] name = ("process " + ProcessHandle.current().pid()).getBytes(US_ASCII);
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(name));
    } catch (IOException full) {
      LOG.debug("the lock of the spool bears no name", full);
    }
  }

  /** What tells the file that has this name now from all others; null where there is none. */
  private @Nullable Object key() throws IOException {
    try {
      Object key =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return key == null ? file : key;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private SpoolTaken taken(String who) {
    return new SpoolTaken(file.resolveSibling(""), who);
  }

  /** Who says to hold it. Reading lets go of nothing here: this process holds nothing of it. */
  private String holder() {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      String name = new String(in.readNBytes(LONGEST_NAME), US_ASCII).replaceAll("[^ -~]", "");
      return name.isEmpty() ? "unknown" : name;
    } catch (IOException unreadable) {
      return "unknown";
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("the lock of the spool could not be closed", e);
    }
  }
}
