package linekeeper.benchmark.custody;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.rig.Rig;
import linekeeper.cli.Api;
import linekeeper.cli.Api.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A copy to listen to: by the application, of a recording that nobody has listened to yet, or by
 * {@code ffmpeg} alone of the same audio with the same encoder, rate and one thread.
 *
 * @param ours the newest stored recording of our own rounds, or null for the plain tool
 */
public record Listening(String name, Rig rig, Load load, @Nullable Ours ours)
    implements Rounds.Subject {
  /** Our name in the report. */
  public static final String OURS = "linekeeper, a copy";

  /** The plain tool's. */
  public static final String PLAIN = "ffmpeg, a copy";

  @Override
  public Map<String, Double> run(int round) throws Exception {
    double seconds = ours == null ? plain(round) : asked(ours);
    return Map.of("x real time", load.seconds() / seconds);
  }

  private double asked(Ours stored) throws Exception {
    Api leader = rig.signIn("leader1");
    Path file = Files.createTempFile("listening", ".opus");
    long began = System.nanoTime();
    Answer answer =
        leader.download(
            "/api/recordings/" + Objects.requireNonNull(stored.unheard()) + "/listening", file);
    double seconds = (System.nanoTime() - began) / 1e9;
    Files.delete(file);
    if (!answer.ok()) {
      throw new IllegalStateException("no copy to listen to: " + answer);
    }
    return seconds;
  }

  private double plain(int round) throws Exception {
    Path directory = Files.createTempDirectory("listening");
    Path tape = Tapes.lay(directory, List.of("tape" + round), load.seconds()).getFirst();
    Path copy = directory.resolve("copy.opus");
    List<String> raw = List.of("-f", "s16le", "-ar", "8000", "-ac", "2", "-i", tape.toString());
    long began = System.nanoTime();
    Tool.run(
        "ffmpeg",
        raw,
        List.of("-c:a", "libopus", "-b:a", "32000", "-threads", "1", copy.toString()));
    double seconds = (System.nanoTime() - began) / 1e9;
    Files.delete(copy);
    Files.delete(tape);
    Files.delete(directory);
    return seconds;
  }
}
