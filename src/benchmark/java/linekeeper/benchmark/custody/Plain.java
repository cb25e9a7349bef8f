package linekeeper.benchmark.custody;

import io.minio.BucketExistsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.UploadObjectArgs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.harness.Rounds;
import linekeeper.benchmark.rig.Rig;

/**
 * The same files through {@code ffmpeg} (a header, no encoding), {@code sha256sum} and one PUT
 * each, as many at a time as ours has hands. No record, no second look at anything, nothing
 * removed.
 */
public record Plain(Rig rig, Load load, int hands) implements Rounds.Subject {
  /** Its name in the report. */
  public static final String NAME = "ffmpeg, sha256sum, PUT";

  private static final String BUCKET = "bench";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  @SuppressWarnings("try") // closing the client may be interrupted, and then so are we
  public Map<String, Double> run(int round) throws Exception {
    Path directory = Files.createTempDirectory(rig.spool().toAbsolutePath().getParent(), "plain");
    List<Path> tapes = Tapes.lay(directory, load.names("plain", round), load.seconds());
    long self = ProcessHandle.current().pid();
    // the object store runs inside of the application, so its share is there for both
    double cpu = rig.ourMillis() + Cpu.millis(self);
    long began = System.nanoTime();
    try (MinioClient client = client();
        ExecutorService pool = Executors.newFixedThreadPool(hands)) {
      List<Callable<Void>> work =
          tapes.stream().map(it -> (Callable<Void>) () -> keep(client, it)).toList();
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double spent = rig.ourMillis() + Cpu.millis(self) - cpu;
    clear(directory);
    return load.figures(seconds, spent);
  }

  private MinioClient client() throws Exception {
    MinioClient client =
        MinioClient.builder()
            .endpoint(rig.value("linekeeper.objects.endpoint"))
            .credentials(
                rig.value("linekeeper.objects.access-key"),
                rig.value("linekeeper.objects.secret-key"))
            .build();
    if (!client.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build())) {
      client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }
    return client;
  }

  private static Void keep(MinioClient client, Path tape) throws Exception {
    Path wav = tape.resolveSibling(tape.getFileName() + ".wav");
    List<String> raw = List.of("-f", "s16le", "-ar", "8000", "-ac", "2", "-i", tape.toString());
    Tool.run("ffmpeg", raw, List.of("-c:a", "copy", wav.toString()));
    Tool.run("sha256sum", List.of(wav.toString()), List.of());
    client.uploadObject(
        UploadObjectArgs.builder()
            .bucket(BUCKET)
            .object(tape.getFileName().toString())
            .filename(wav.toString())
            .build());
    return null;
  }

  private static void clear(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
