package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.bramp.ffmpeg.ProcessFunction;

/**
 * Starts somebody else's program, which is ended where it takes too long. Its complaints are not
 * printed.
 */
record BoundedProcess(Duration within) implements ProcessFunction {
  @Override
  public Process run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    return process;
  }
}
