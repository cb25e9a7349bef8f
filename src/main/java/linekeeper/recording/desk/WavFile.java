package linekeeper.recording.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import linekeeper.recording.model.Audio;

/**
 * Makes a file that plays of what the switch wrote, by putting the 44 bytes before it that say what
 * it is: nothing of what was heard is changed, and the same raw file always gives the same bytes.
 */
final class WavFile {
  static final int HEADER_BYTES = 44;
  private static final int CHANNELS = 2;
  private static final int SAMPLE_RATE = 8000;
  private static final int SAMPLE_BYTES = 2;
  private static final int FRAME_BYTES = CHANNELS * SAMPLE_BYTES;
  private static final int BYTES_PER_SECOND = SAMPLE_RATE * FRAME_BYTES;
  private static final int FORMAT_BYTES = 16;
  private static final short PCM = 1;

  /** What the header's 32-bit sizes can say: some 37 hours. */
  static final long MOST_DATA = 0xFFFFFFFFL - HEADER_BYTES;

  private WavFile() {}

  /** What a raw file of this size becomes. */
  static Audio describe(long rawSize) {
    int cut = (int) (rawSize % FRAME_BYTES);
    long data = rawSize - cut;
    return new Audio(
        data + HEADER_BYTES, data * 1000 / BYTES_PER_SECOND, CHANNELS, SAMPLE_RATE, rawSize, cut);
  }

  /**
   * Writes it beside its destination, has the disk confirm it, and then puts it in its place: there
   * it is whole or not at all.
   *
   * @throws java.nio.file.NoSuchFileException if there is no raw file
   */
  static Audio make(Path raw, Path wav) throws IOException {
    Path part = wav.resolveSibling(wav.getFileName() + ".part");
    Audio audio;
    try (FileChannel from =
            FileChannel.open(raw, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        FileChannel to =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
      audio = describe(from.size());
      long data = audio.size() - HEADER_BYTES;
      write(to, header(data));
      for (long done = 0; done < data; ) {
        done += from.transferTo(done, data - done, to);
      }
      to.force(true);
    }
    Files.move(part, wav, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    confirmDirectory(wav.resolveSibling(""));
    return audio;
  }

  /** Has the disk confirm which files a directory has. */
  static void confirmDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static ByteBuffer header(long data) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (data + HEADER_BYTES - 8)).put(ascii("WAVE"));
    header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort((short) CHANNELS);
    header.putInt(SAMPLE_RATE).putInt(BYTES_PER_SECOND);
    header.putShort((short) FRAME_BYTES).putShort((short) (SAMPLE_BYTES * Byte.SIZE));
    header.put(ascii("data")).putInt((int) data);
    return header.flip();
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
