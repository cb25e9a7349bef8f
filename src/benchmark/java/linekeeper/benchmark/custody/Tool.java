package linekeeper.benchmark.custody;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the plain tools, as a shell would call it. */
final class Tool {
  private Tool() {}

  /** Runs it to its end; its words are thrown away. */
  static void run(String program, List<String> input, List<String> output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    if (program.equals("ffmpeg")) {
      command.addAll(List.of("-nostdin", "-v", "error", "-y"));
    }
    command.addAll(input);
    command.addAll(output);
    int code =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(program + " ended with " + code);
    }
  }
}
