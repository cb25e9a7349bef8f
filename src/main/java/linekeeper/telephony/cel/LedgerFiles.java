package linekeeper.telephony.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import linekeeper.telephony.LedgerPlace.Mark;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as its file and those that were moved aside from it, {@code ledger.csv*} in the same
 * directory, oldest first. Reads whole lines only, with a bounded memory whatever the files hold.
 */
final class LedgerFiles {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int BUFFER = 64 << 10;
  private static final int ID_BYTES = 8;

  private final Path newest;
  private final Taker taker;

  /** Takes what is read. */
  interface Taker {
    /** A whole line, between its two ends. */
    void line(Mark begin, String text, Mark end);

    /** Something that no line is, or a file that should have been there. */
    void odd(String what);
  }

  private record Segment(Path path, String id, Instant begins) {}

  /** The ledger whose newest part is this file. */
  LedgerFiles(Path newest, Taker taker) {
    this.newest = newest.toAbsolutePath();
    this.taker = taker;
  }

  /**
   * Reads on from a mark to the end of what is there now; from the very beginning where there is no
   * mark.
   *
   * @param at if the mark's file is gone: parts that began before this are not read
   * @param most lines at a time
   * @return whether that was all there is now
   */
  boolean read(@Nullable Mark from, Instant at, int most) throws IOException {
    Segment current = segment(newest);
    if (current != null && from != null && from.file().equals(current.id)) {
      return scan(current, from.offset(), most) < most;
    }
    List<Segment> all = segments(current);
    int first = from == null ? 0 : find(all, from.file());
    if (first < 0 && current == null) {
      return true;
    }
    if (first < 0) {
      taker.odd("ledger-cut");
      all.removeIf(it -> !it.equals(current) && it.begins.isBefore(at));
      return scan(all, 0, most);
    }
    return scan(all.subList(first, all.size()), from == null ? 0 : from.offset(), most);
  }

  private boolean scan(List<Segment> parts, long offset, int most) throws IOException {
    int left = most;
    long from = offset;
    for (Segment part : parts) {
      if (left > 0) {
        left -= scan(part, from, left);
        from = 0;
      }
    }
    return left > 0;
  }

  /** The moment of the first line of all. */
  Optional<Instant> begins() throws IOException {
    return segments(segment(newest)).stream()
        .map(Segment::begins)
        .filter(it -> it.isBefore(Instant.MAX))
        .min(Comparator.naturalOrder());
  }

  /**
   * A place before which no line is as late as this; null for the very beginning. Looks at a few
   * lines only, for they stand in the order of time.
   */
  @Nullable Mark before(Instant moment) throws IOException {
    Segment last = null;
    for (Segment segment : segments(segment(newest))) {
      last = last == null || segment.begins.isBefore(moment) ? segment : last;
    }
    return last == null ? null : new Mark(last.id, bisect(last, moment));
  }

  private static long bisect(Segment segment, Instant moment) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.path.toFile(), "r")) {
      long low = 0;
      long high = file.length();
      while (high - low > BUFFER) {
        long middle = (low + high) / 2;
        long line = lineAfter(file, middle);
        file.seek(line);
        String text = file.readLine();
        boolean earlier =
            text != null
                && LedgerLine.parse(text).map(it -> it.at().isBefore(moment)).orElse(false);
        low = earlier ? line : low;
        high = earlier ? high : middle;
      }
      return low;
    }
  }

  private static long lineAfter(RandomAccessFile file, long offset) throws IOException {
    file.seek(offset);
    String _ = file.readLine();
    return file.getFilePointer();
  }

  private static int find(List<Segment> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id.equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** All parts, oldest first; what was copied, and not moved, is there once. */
  private List<Segment> segments(@Nullable Segment current) throws IOException {
    String name = String.valueOf(newest.getFileName());
    List<Segment> parts = new ArrayList<>();
    Path directory = newest.resolveSibling("");
    if (!Files.isDirectory(directory)) {
      return parts;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(it -> moved(it, name)).sorted().toList()) {
        Segment part = segment(file);
        if (part != null
            && part.begins.isBefore(Instant.MAX)
            && (current == null || !part.id.equals(current.id))
            && find(parts, part.id) < 0) {
          parts.add(part);
        }
      }
    }
    parts.sort(Comparator.comparing(Segment::begins));
    if (current != null) {
      parts.add(current);
    }
    return parts;
  }

  private static boolean moved(Path file, String name) {
    String own = String.valueOf(file.getFileName());
    return own.startsWith(name) && !own.equals(name) && Files.isRegularFile(file);
  }

  /** A file by its first line; null where it has none, or is not there. */
  private static @Nullable Segment segment(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int b = in.read();
      while (b >= 0 && b != '\n' && line.size() < LONGEST_LINE) {
        line.write(b);
        b = in.read();
      }
      return b < 0
          ? null
          : new Segment(
              file,
              id(line.toByteArray()),
              LedgerLine.parse(line.toString(UTF_8)).map(LedgerLine::at).orElse(Instant.MAX));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static String id(byte[] line) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(line);
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** Reads whole lines, and says how many; what has no end yet is left for the next time. */
  private int scan(Segment segment, long offset, int most) throws IOException {
    try (FileChannel channel = FileChannel.open(segment.path, StandardOpenOption.READ)) {
      if (offset > channel.size()) {
        taker.odd("ledger-cut");
        return 0;
      }
      InputStream in =
          new BufferedInputStream(Channels.newInputStream(channel.position(offset)), BUFFER);
      ByteArrayOutputStream line = new ByteArrayOutputStream(512);
      long begin = offset;
      long length = 0;
      int lines = 0;
      for (int b = in.read(); b >= 0 && lines < most; b = in.read()) {
        length++;
        if (b != '\n') {
          if (length <= LONGEST_LINE) {
            line.write(b);
          }
          continue;
        }
        Mark end = new Mark(segment.id, begin + length);
        taker.line(new Mark(segment.id, begin), line.toString(UTF_8), end);
        line.reset();
        begin = end.offset();
        length = 0;
        lines++;
      }
      return lines;
    }
  }
}
