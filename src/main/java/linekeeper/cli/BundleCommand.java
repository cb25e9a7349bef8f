package linekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code bundle CALL|DAY --reason TEXT [--out FILE.zip] [--as USER]}: takes evidence out. A day is
 * written as {@code 2026-11-21}.
 */
final class BundleCommand {
  static final String USAGE = "bundle CALL|DAY --reason TEXT [--out FILE.zip] [--as USER]";

  private BundleCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out) throws IOException {
    Options options = new Options(arguments, Set.of("reason", "out", "as"), Set.of());
    String subject = subject(options);
    Path file = Path.of(options.text("out", "evidence-" + subject + ".zip"));
    fetch(
        new Door(home).as(options.text("as", "leader1")),
        subject,
        options.text("reason", ""),
        file);
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

  static void fetch(Api api, String subject, String reason, Path file) {
    Api.Answer answer = ask(api, subject, reason, file);
    if (!answer.ok()) {
      throw refused(subject, answer);
    }
  }

  /** The answer; where it is one, the bundle is in the file. */
  static Api.Answer ask(Api api, String subject, String reason, Path file) {
    String of = subject.matches("\\d{4}-\\d{2}-\\d{2}") ? "days/" : "calls/";
    return api.download(
        "/api/evidence/" + of + subject + "/bundle?reason=" + URLEncoder.encode(reason, UTF_8),
        file);
  }

  static Failure refused(String subject, Api.Answer answer) {
    return new Failure(
        "no bundle of %s: %s (%s)"
            .formatted(subject, answer.code(), answer.body().path("detail").asString("")));
  }
}
