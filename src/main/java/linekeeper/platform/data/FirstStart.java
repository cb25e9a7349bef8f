package linekeeper.platform.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * Guards the one start that also initialises: killed half-way it leaves files that look like a
 * database and are none. A mark beside the directory, there only while it is not yet a database,
 * allows such remains, and nothing else, to be removed.
 */
final class FirstStart {

  /** Something that may fail to read or write. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  private FirstStart() {}

  static <T> T guard(Path data, Attempt<T> start) throws IOException {
    Path mark = data.resolveSibling(data.getFileName() + ".initialising");
    if (Files.exists(mark)) {
      FileSystemUtils.deleteRecursively(data);
    } else if (Files.exists(data.resolve("PG_VERSION"))) {
      return start.run();
    }
    Files.writeString(mark, "");
    T started = start.run();
    Files.delete(mark);
    return started;
  }
}
