package linekeeper.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Bundles that somebody tampered with. */
public final class Zips {
  private Zips() {}

  /**
   * Copies a zip with one bit of one entry the other way round.
   *
   * @param after the bit is in the second byte behind this text; empty for the middle of the entry
   */
  public static void flip(Path zip, Path copy, String entry, String after) throws IOException {
    boolean found = false;
    try (ZipInputStream from = new ZipInputStream(Files.newInputStream(zip));
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry each = from.getNextEntry(); each != null; each = from.getNextEntry()) {
        byte[] content = from.readAllBytes();
        if (each.getName().equals(entry)) {
          int at = after.isEmpty() ? content.length / 2 : behind(content, after);
          content[at] ^= 1;
          found = true;
        }
        to.putNextEntry(new ZipEntry(each.getName()));
        to.write(content);
        to.closeEntry();
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no " + entry + " in " + zip);
    }
  }

  private static int behind(byte[] content, String text) {
    int at = new String(content, ISO_8859_1).indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException("no " + text);
    }
    return at + text.length() + 1;
  }
}
