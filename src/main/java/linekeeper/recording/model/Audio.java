package linekeeper.recording.model;

/**
 * What is in a recording's file, as it will be stored.
 *
 * @param size bytes of the file, header included
 * @param durationMillis how long it plays
 * @param channels 2: caller left, seat right
 * @param sampleRate samples per second and channel
 * @param rawSize bytes the switch had written
 * @param cutBytes bytes of a torn last frame that were left out, because half a sample is noise
 */
public record Audio(
    long size, long durationMillis, int channels, int sampleRate, long rawSize, int cutBytes) {
  /** What is inside the stored file. */
  public static final String CODEC = "pcm_s16le";

  /** The stored file's media type. */
  public static final String MEDIA_TYPE = "audio/wav";
}
