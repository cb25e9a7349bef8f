package linekeeper.recording;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code linekeeper.listening.*}: small copies to listen to. The recordings themselves stay as they
 * are.
 *
 * @param directory where copies are kept for the next who listens; all of it can be made again
 * @param most how much is kept; what was listened to longest ago goes first
 * @param ffmpeg the program that makes them
 * @param within how long it may take for one
 */
@ConfigurationProperties("linekeeper.listening")
public record ListeningProperties(
    @DefaultValue("listening") Path directory,
    @DefaultValue("1GB") DataSize most,
    @DefaultValue("ffmpeg") String ffmpeg,
    @DefaultValue("60s") Duration within) {}
