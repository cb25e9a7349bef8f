package linekeeper.recording.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.ListeningProperties;
import linekeeper.recording.desk.ListeningCopies.Codec;
import linekeeper.recording.desk.ListeningCopies.Differs;
import linekeeper.recording.model.Consent;
import linekeeper.recording.model.Custody.Stored;
import net.bramp.ffmpeg.builder.FFmpegBuilder;
import org.springframework.stereotype.Component;

/**
 * Copies that are taken out of the house, each of which says who took it, when and why, and who
 * approved it. The sound is the listening copy's; the original stays as it is. Nothing of them is
 * kept. Blocks; for request threads.
 */
@Component
public final class TracedCopies {
  private static final String CONTROLS = "\\p{Cntrl}";
  private final ListeningCopies copies;
  private final ListeningProperties properties;
  private final Encoder encoder;

  TracedCopies(ListeningCopies copies, ListeningProperties properties) {
    this.copies = copies;
    this.properties = properties;
    this.encoder = new Encoder(properties);
  }

  /** Who takes it, when, and by whose consent. */
  public record Trace(String recording, Instant at, Consent consent) {

    /** As people read it. */
    public String text() {
      return "Linekeeper %s: taken out by %s at %s, approved by %s: %s"
          .formatted(recording, consent.by(), at, consent.approvedBy(), consent.reason());
    }
  }

  /**
   * A copy that exists only as long as it is read.
   *
   * @param size in bytes
   */
  public record Traced(InputStream content, long size) {}

  /**
   * A recording's copy with its trace; who asked closes it.
   *
   * @throws ObjectStoreException if the original cannot be had now
   * @throws Differs if the original is not what was recorded
   * @throws IOException if no copy could be made of it
   */
  public Traced copy(Stored stored, Codec codec, Trace trace)
      throws ObjectStoreException, Differs, IOException {
    Path copy = copies.copy(stored, codec);
    // named like a copy, so that what a kill leaves behind is cleared away like one
    Path traced =
        properties.directory().resolve(stored.digest() + "." + UUID.randomUUID() + codec.taken());
    try {
      mark(copy, codec, trace, traced);
      return new Traced(Files.newInputStream(traced), Files.size(traced));
    } finally {
      Files.deleteIfExists(traced); // what is open can still be read
    }
  }

  private void mark(Path copy, Codec codec, Trace trace, Path traced) throws IOException {
    FFmpegBuilder order =
        new FFmpegBuilder()
            .setVerbosity(FFmpegBuilder.Verbosity.ERROR)
            .overrideOutputFiles(true)
            .setInput(copy)
            .done()
            .addOutput(traced)
            .setFormat(codec.container())
            .setAudioCodec("copy")
            .addMetaTag("title", trace.recording())
            .addMetaTag("comment", trace.text().replaceAll(CONTROLS, " "))
            .done();
    encoder.run(order);
  }
}
