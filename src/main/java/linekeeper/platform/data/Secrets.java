package linekeeper.platform.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files nobody else may read. */
final class Secrets {
  private Secrets() {}

  /** A new, empty file that only its owner reads, in the place of any older one. */
  static Path file(Path path) throws IOException {
    Files.deleteIfExists(path);
    return Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
