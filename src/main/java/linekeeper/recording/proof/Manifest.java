package linekeeper.recording.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a recording is, said once and signed when the store was seen to hold it.
 *
 * @param version of this form: 1, or 2 where it knows of pauses
 * @param number its place in the chain, counted from 1 without gaps
 * @param agents who talked in it
 * @param channels what is heard left and right
 * @param durationMillis how long it plays
 * @param size bytes of the stored file
 * @param pauses when silence was recorded instead of what was said, who wanted it so and why
 * @param cutBytes bytes of a torn last frame that were left out
 * @param digests of the stored file, by their names
 * @param signedAt when this was said; it stands in the chain of that natural day
 * @param software what took it in
 */
@JsonPropertyOrder({"version", "number"})
public record Manifest(
    int version,
    long number,
    String recording,
    String call,
    List<String> agents,
    Instant startedAt,
    @Nullable Instant endedAt,
    List<String> channels,
    String codec,
    int sampleRate,
    long durationMillis,
    long size,
    int cutBytes,
    List<Silent> pauses,
    Map<String, String> digests,
    String bucket,
    String objectKey,
    Instant storedAt,
    Instant signedAt,
    String software) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The version of those written now. */
  public static final int VERSION = 2;

  /**
   * Silence, on purpose.
   *
   * @param to null where it went on to the end
   */
  public record Silent(Instant from, @Nullable Instant to, String agent, String why) {}

  /** Copies the lists; what was written before there were pauses has none. */
  @SuppressWarnings("NullAway") // as it was read
  public Manifest {
    pauses = pauses == null ? List.of() : List.copyOf(pauses);
    agents = List.copyOf(agents);
    channels = List.copyOf(channels);
    digests = Map.copyOf(digests);
  }

  /** The text that is signed. */
  public String text() {
    return JSON.writeValueAsString(this);
  }

  /**
   * A manifest from its text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Manifest read(String text) {
    return read(text, Manifest.class);
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }

  static String write(Object value) {
    return JSON.writeValueAsString(value);
  }
}
