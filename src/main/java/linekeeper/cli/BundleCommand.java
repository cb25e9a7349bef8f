package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code bundle CALL|DAY --reason TEXT [--out FILE.zip] [--as USER] [--approve-as USER]}: takes
 * evidence out, once another person has approved it. A day is written as {@code 2026-11-21}.
 */
final class BundleCommand {
  static final String USAGE =
      "bundle CALL|DAY --reason TEXT [--out FILE.zip] [--as USER] [--approve-as USER]";

  private BundleCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out) throws IOException {
    Options options = new Options(arguments, Set.of("reason", "out", "as", "approve-as"), Set.of());
    String subject = subject(options);
    Path file = Path.of(options.text("out", "evidence-" + subject + ".zip"));
    fetch(new TakingOut(new Door(home), options, options.text("reason", "")), subject, file);
    out.println(file);
    return 0;
  }

  static String subject(Options options) {
    List<String> plain = options.plain();
    if (plain.size() != 1 || !plain.getFirst().matches("[A-Za-z0-9._-]{1,64}")) {
      throw new Options.Usage("a call's id or a day is needed");
    }
    return plain.getFirst();
  }

  /** Writes a bundle into the file. */
  static void fetch(TakingOut taking, String subject, Path file) throws IOException {
    String asked = day(subject) ? "days:" + subject + "/" + subject : "call:" + subject;
    Api.Answer answer = taking.take(asked, () -> ask(taking.api(), subject, file));
    if (!answer.ok()) {
      throw refused(subject, answer);
    }
  }

  /** The answer; where it is one, the bundle is in the file. */
  static Api.Answer ask(Api api, String subject, Path file) {
    String of = day(subject) ? "days/" : "calls/";
    return api.download("/api/evidence/" + of + subject + "/bundle", file);
  }

  private static boolean day(String subject) {
    return subject.matches("\\d{4}-\\d{2}-\\d{2}");
  }

  static Failure refused(String subject, Api.Answer answer) {
    return new Failure(
        "no bundle of %s: %s (%s)"
            .formatted(subject, answer.code(), answer.body().path("detail").asString("")));
  }
}
