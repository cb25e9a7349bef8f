package linekeeper.recording.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.ListeningProperties;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.model.Waveform;
import linekeeper.recording.proof.DigestKind;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Small copies of stored recordings to listen to, and drawings of them. A copy is made when it is
 * first asked for, of an original that was checked against its digest, and kept for a while; it is
 * named by that digest, so it can be no other recording's. Blocks; for request threads.
 */
@Component
@EnableConfigurationProperties(ListeningProperties.class)
public final class ListeningCopies {
  private static final int BITS_PER_SECOND = 32_000;
  private static final int BUFFER = 64 << 10;
  private static final int FRAME_BYTES = 4;
  private static final String PART = ".part";

  private final ObjectStore objects;
  private final ListeningProperties properties;
  private final InstantSource clock;
  private final Encoder encoder;

  /** At most so many are made at once: listening yields to live calls. */
  private final List<Object> hands = List.of(new Object(), new Object());

  ListeningCopies(ObjectStore objects, ListeningProperties properties, InstantSource clock) {
    this.objects = objects;
    this.properties = properties;
    this.clock = clock;
    this.encoder = new Encoder(properties);
  }

  /** How a copy is written. */
  public enum Codec {
    /** Opus in Ogg (RFC 7845). */
    OPUS("libopus", "ogg", "audio/ogg", "ogg", "audio/ogg"),
    /** AAC in ADTS, for browsers without Opus. */
    AAC("aac", "adts", "audio/aac", "ipod", "audio/mp4");

    private final String encoder;
    private final String format;
    private final String mediaType;
    private final String container;
    private final String containerType;

    Codec(String encoder, String format, String mediaType, String container, String containerType) {
      this.encoder = encoder;
      this.format = format;
      this.mediaType = mediaType;
      this.container = container;
      this.containerType = containerType;
    }

    /** What a browser is told that it is. */
    public String mediaType() {
      return mediaType;
    }

    /** What a copy that is taken out is: in a file that has room for its trace. */
    public String takenType() {
      return containerType;
    }

    /** How the name of such a file ends. */
    public String taken() {
      return this == OPUS ? ".ogg" : ".m4a";
    }

    String container() {
      return container;
    }
  }

  /** The stored object is not what was recorded. */
  public static final class Differs extends Exception {
    private static final long serialVersionUID = 1L;

    Differs(String key) {
      super("the object " + key + " is not what was recorded");
    }
  }

  /**
   * The file with a recording's copy, caller left and seat right.
   *
   * @throws ObjectStoreException if the original cannot be had now
   * @throws Differs if the original is not what was recorded
   * @throws IOException if no copy could be made of it
   */
  public Path copy(Stored stored, Codec codec) throws ObjectStoreException, Differs, IOException {
    Path copy = properties.directory().resolve(stored.digest() + "." + codec.format);
    synchronized (hand(stored.digest())) {
      if (!Files.exists(copy)) {
        make(stored, codec, copy);
      }
      Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
    }
    trim(copy);
    return copy;
  }

  private Object hand(String digest) {
    return hands.get(Math.floorMod(digest.hashCode(), hands.size()));
  }

  /**
   * Removes all copies of a recording whose original is gone, and what is left of one that was
   * being made when we were killed.
   */
  public void forget(String digest) throws IOException {
    if (!Files.exists(properties.directory())) {
      return;
    }
    // one that is being made is waited for; a later one finds no original
    synchronized (hand(digest)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(properties.directory(), digest + ".*")) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * A recording drawn in so many points.
   *
   * @throws ObjectStoreException if it cannot be had now
   * @throws Differs if it is not what was recorded
   * @throws IOException if the store broke off
   */
  public Waveform waveform(Stored stored, int points)
      throws ObjectStoreException, Differs, IOException {
    long data = stored.audio().size() - WavFile.HEADER_BYTES;
    Waveform.Drawing drawing =
        new Waveform.Drawing(data / FRAME_BYTES, stored.audio().sampleRate(), points);
    if (data < FRAME_BYTES) {
      return drawing.done();
    }
    try (InputStream content = objects.open(stored.place().key(), WavFile.HEADER_BYTES, data)) {
      byte[] buffer = new byte[BUFFER];
      long left = data;
      while (left >= FRAME_BYTES) {
        int got = content.readNBytes(buffer, 0, (int) Math.min(BUFFER, left));
        if (got < FRAME_BYTES) {
          throw new IOException("the store broke off");
        }
        draw(ByteBuffer.wrap(buffer, 0, got).order(ByteOrder.LITTLE_ENDIAN), drawing);
        left -= got;
      }
    } catch (ObjectChanged changed) {
      throw new Differs(stored.place().key());
    }
    return drawing.done();
  }

  private void make(Stored stored, Codec codec, Path copy)
      throws ObjectStoreException, Differs, IOException {
    Files.createDirectories(properties.directory());
    Path original = copy.resolveSibling(stored.digest() + ".wav" + PART);
    Path part = copy.resolveSibling(copy.getFileName() + PART);
    try {
      fetch(stored, original);
      encode(original, codec, part);
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(original);
      Files.deleteIfExists(part);
    }
  }

  private static void draw(ByteBuffer samples, Waveform.Drawing drawing) {
    while (samples.remaining() >= FRAME_BYTES) {
      drawing.hear(samples.getShort(), samples.getShort());
    }
  }

  private void fetch(Stored stored, Path to) throws ObjectStoreException, Differs, IOException {
    try (InputStream content = objects.open(stored.place().key(), 0, stored.audio().size())) {
      Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (ObjectChanged changed) {
      throw new Differs(stored.place().key());
    }
    try (InputStream fetched = Files.newInputStream(to)) {
      if (!DigestKind.SHA_256.of(fetched).equals(stored.digest())) {
        throw new Differs(stored.place().key());
      }
    }
  }

  private void encode(Path original, Codec codec, Path part) throws IOException {
    FFmpegBuilder order =
        new FFmpegBuilder()
            .setVerbosity(FFmpegBuilder.Verbosity.ERROR)
            .overrideOutputFiles(true)
            .setInput(original)
            .done()
            .addOutput(part)
            .setFormat(codec.format)
            .setAudioCodec(codec.encoder)
            .setAudioBitRate(BITS_PER_SECOND)
            .addExtraArgs("-map_metadata", "-1", "-threads", "1")
            .done();
    encoder.run(order);
  }

  /** Whoever is listening keeps the file that is removed here until the end. */
  private void trim(Path latest) throws IOException {
    try (Stream<Path> files = Files.list(properties.directory())) {
      List<Path> copies =
          files
              .filter(it -> !it.equals(latest) && !it.toString().endsWith(PART))
              .sorted(Comparator.comparingLong(ListeningCopies::usedAt))
              .toList();
      long total = size(latest);
      for (Path copy : copies.reversed()) {
        total += size(copy);
        if (total > properties.most().toBytes()) {
          Files.deleteIfExists(copy);
        }
      }
    }
  }

  private static long usedAt(Path file) {
    return file.toFile().lastModified();
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
