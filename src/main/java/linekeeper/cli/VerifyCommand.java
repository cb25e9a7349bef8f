package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import linekeeper.recording.proof.Finding;
import linekeeper.recording.proof.Finding.Outcome;
import linekeeper.recording.proof.Proof;

/**
 * {@code verify CALL|DAY [--as USER] [--approve-as USER]} or {@code verify --offline BUNDLE.zip},
 * either with {@code [--key KEY-ID]}: proves recordings untouched; what is checked is always a
 * bundle, which is taken out for it with another person's consent like any other; offline nothing
 * else is asked. Exit status 1 where anything is not as it was signed.
 */
final class VerifyCommand {
  static final String USAGE =
      "verify CALL|DAY [--as USER] [--approve-as USER] [--key ID]"
          + "  |  verify --offline BUNDLE.zip [--key ID]";

  private VerifyCommand() {}

  static int run(Path home, List<String> arguments, PrintStream out) throws IOException {
    Options options =
        new Options(arguments, Set.of("offline", "as", "approve-as", "key"), Set.of());
    String key = options.text("key", "");
    String bundle = options.text("offline", "");
    if (!bundle.isEmpty()) {
      return show(Proof.of(Path.of(bundle), key), key, out);
    }
    Path file = Files.createTempFile("linekeeper-", ".zip");
    try {
      String subject = BundleCommand.subject(options);
      BundleCommand.fetch(new TakingOut(new Door(Home.at(home)), options, "verify"), subject, file);
      return show(Proof.of(file, key), key, out);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static int show(List<Finding> findings, String key, PrintStream out) {
    for (Finding finding : findings) {
      out.printf("%-7s %s: %s%n", finding.outcome(), finding.subject(), finding.text());
    }
    Set<Outcome> outcomes = findings.stream().map(Finding::outcome).collect(Collectors.toSet());
    boolean broken = outcomes.contains(Outcome.BROKEN);
    if (broken) {
      out.println("不一致：至少一处与签名时不同。 NOT PROVED: something is not what was signed.");
    } else if (outcomes.contains(Outcome.OPEN)) {
      out.println("未发现改动，但有尚不能证明之处（OPEN）。 Nothing was changed; what is OPEN cannot be proved yet.");
    } else {
      out.println("一致：未发现改动。 PROVED: everything in it is what was signed.");
    }
    if (key.isEmpty()) {
      out.println(
          "未指定公钥编号 --key：只证明内容与包内公钥一致。 No --key: proved against the bundle's own keys only.");
    }
    return broken ? 1 : 0;
  }
}
