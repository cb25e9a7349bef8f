package linekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import linekeeper.recording.proof.DigestKind;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Finding.Outcome;
import linekeeper.recording.proof.Proof;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A directory with everything of a period, day by day: bundles of its recordings, its calls and
 * their record sheets, and the digests of all files. Each file appears whole or not at all, and one
 * that is final is not fetched again.
 */
final class Export {
  /** What happens late belongs to a day still. */
  private static final Duration LATE = Duration.ofHours(2);

  private static final int PAGE = 200;
  private static final String DIGESTS = "SHA256SUMS";
  private static final String PART = ".part";

  private final TakingOut taking;
  private final String period;
  private final Path directory;
  private final ZoneId zone;
  private final PrintStream out;
  private boolean proved = true;

  /** Takes days out that lie in a period for which consent is asked once. */
  Export(TakingOut taking, String period, Path directory, ZoneId zone, PrintStream out) {
    this.taking = taking;
    this.period = period;
    this.directory = directory;
    this.zone = zone;
    this.out = out;
  }

  /** Takes one day. */
  void take(LocalDate day) throws IOException {
    for (String part : List.of("evidence", "calls", "sheets")) {
      Files.createDirectories(directory.resolve(part));
    }
    evidence(day);
    calls(day);
  }

  /** Writes the digests of all files; whether every recording is what was signed. */
  boolean finish() throws IOException {
    Path digests = directory.resolve(DIGESTS);
    Path part = directory.resolve(DIGESTS + PART);
    try (Stream<Path> all = Files.walk(directory);
        BufferedWriter writer = Files.newBufferedWriter(part, UTF_8)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(it -> !it.toString().endsWith(PART) && !it.equals(digests))
              .sorted()
              .toList();
      for (Path file : files) {
        try (InputStream content = Files.newInputStream(file)) {
          writer.write(DigestKind.SHA_256.of(content) + "  " + directory.relativize(file) + "\n");
        }
      }
    }
    settle(part, digests);
    out.println("cd " + directory + " && sha256sum -c " + DIGESTS);
    return proved;
  }

  private void evidence(LocalDate day) throws IOException {
    Path file = directory.resolve("evidence").resolve(day + ".zip");
    if (Files.exists(file) && worst(file) == Outcome.PROVED) {
      out.println(day + " recordings: there and PROVED");
      return;
    }
    Path part = file.resolveSibling(day + ".zip" + PART);
    Api.Answer answer =
        taking.take(period, () -> BundleCommand.ask(taking.api(), day.toString(), part));
    if (answer.code().equals("manifest.unknown")) {
      out.println(day + " recordings: none");
      return;
    }
    if (!answer.ok()) {
      throw BundleCommand.refused(day.toString(), answer);
    }
    settle(part, file);
    Outcome fetched = worst(file);
    proved &= fetched != Outcome.BROKEN;
    out.println(day + " recordings: " + fetched);
  }

  /** OPEN is what a day that is not sealed yet is, and fetched again the next time. */
  private static Outcome worst(Path bundle) throws IOException {
    List<Outcome> outcomes = Proof.of(bundle, "").stream().map(Finding::outcome).toList();
    if (outcomes.contains(Outcome.BROKEN)) {
      return Outcome.BROKEN;
    }
    return outcomes.contains(Outcome.OPEN) ? Outcome.OPEN : Outcome.PROVED;
  }

  private void calls(LocalDate day) throws IOException {
    Path calls = directory.resolve("calls").resolve(day + ".jsonl");
    Path sheets = directory.resolve("sheets").resolve(day + ".jsonl");
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    if (Files.exists(calls)
        && Files.getLastModifiedTime(calls).toInstant().isAfter(end.plus(LATE))) {
      out.println(day + " calls: there");
      return;
    }
    Path callsPart = calls.resolveSibling(calls.getFileName() + PART);
    Path sheetsPart = sheets.resolveSibling(sheets.getFileName() + PART);
    int count = 0;
    try (BufferedWriter callLines = Files.newBufferedWriter(callsPart, UTF_8);
        BufferedWriter sheetLines = Files.newBufferedWriter(sheetsPart, UTF_8)) {
      String cursor = "";
      do {
        JsonNode page = page(day, end, cursor);
        for (JsonNode call : page.path("items")) {
          line(callLines, call);
          line(sheetLines, sheet(call));
          count++;
        }
        cursor = page.hasNonNull("nextCursor") ? page.path("nextCursor").asString() : "";
      } while (!cursor.isEmpty());
    }
    settle(sheetsPart, sheets);
    settle(callsPart, calls);
    out.println(day + " calls: " + count);
  }

  private JsonNode page(LocalDate day, Instant end, String cursor) {
    Instant begin = day.atStartOfDay(zone).toInstant();
    String path =
        "/api/calls?from="
            + begin
            + "&to="
            + end
            + "&limit="
            + PAGE
            + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    Api.Answer answer = taking.api().get(path);
    if (!answer.ok()) {
      throw new Failure("no calls of " + day + ": " + answer.status() + " " + answer.code());
    }
    return answer.body();
  }

  /** Null where there is none: nobody answered. */
  private @Nullable JsonNode sheet(JsonNode call) {
    if (!call.hasNonNull("answeredAt")) {
      return null;
    }
    String id = call.path("callId").asString("");
    Api.Answer answer = taking.api().get("/api/calls/" + id + "/sheet");
    if (!answer.ok() && answer.status() != 404) {
      throw new Failure("no sheet of " + id + ": " + answer.status() + " " + answer.code());
    }
    return answer.ok() ? answer.body() : null;
  }

  private static void settle(Path part, Path file) throws IOException {
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void line(BufferedWriter writer, @Nullable JsonNode node) throws IOException {
    if (node != null) {
      writer.write(node.toString());
      writer.write('\n');
    }
  }
}
