package linekeeper.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk of a few megabytes, in memory, that a test can fill. Only root may mount one. */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 1 << 16;
  private static final int PAGE = 1 << 12;
  private static final long MIB = 1L << 20;
  private final Path directory;
  private final Path ballast;

  private SmallDisk(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve(".ballast");
  }

  /** Leaves a test out where nobody may mount one. */
  public static void assumeMountable() {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root can mount a small disk");
  }

  /** Mounts one of so many mebibytes at this directory, which anybody may write to. */
  static SmallDisk mount(Path directory, int mebibytes) throws IOException {
    Files.createDirectories(directory);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=777", "tmpfs", directory);
    return new SmallDisk(directory);
  }

  /** Bytes that can still be written. */
  public long room() {
    return directory.toFile().getUsableSpace();
  }

  /** Leaves room for so many mebibytes and no more. */
  public void fillTo(int mebibytes) {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int size : List.of(BLOCK, PAGE)) {
        byte[] block = new byte[size];
        while (room() - size >= mebibytes * MIB) {
          out.write(block);
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Takes away what it was filled with. */
  public void empty() {
    try {
      Files.deleteIfExists(ballast);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Unmounts it, even while somebody still looks into it. */
  @Override
  public void close() throws IOException {
    run("umount", "-l", directory);
  }

  private static void run(Object... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
            .inheritIO()
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("it did not work: " + List.of(command));
    }
  }
}
