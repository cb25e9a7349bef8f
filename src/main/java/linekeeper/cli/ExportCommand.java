package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * {@code export --from DAY --to DAY --reason TEXT [--out DIRECTORY] [--zone ZONE] [--as USER]
 * [--approve-as USER]}: everything of a period out of the house, both days included, once another
 * person has approved it. Run again it goes on where it was broken off. Exit status 1 where a
 * recording is not what was signed.
 */
final class ExportCommand {
  static final String USAGE =
      "export --from DAY --to DAY --reason TEXT [--out DIRECTORY] [--zone ZONE] [--as USER]"
          + " [--approve-as USER]";

  private ExportCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out) throws IOException {
    Options options =
        new Options(
            arguments, Set.of("from", "to", "reason", "out", "zone", "as", "approve-as"), Set.of());
    if (!options.plain().isEmpty()) {
      throw new Options.Usage("not understood: " + options.plain().getFirst());
    }
    LocalDate from = day(options.required("from"));
    LocalDate to = day(options.required("to"));
    if (to.isBefore(from)) {
      throw new Options.Usage("--to is before --from");
    }
    Path directory = Path.of(options.text("out", "export-" + from + "-" + to));
    String reason = options.required("reason");
    ZoneId zone = zone(options);
    TakingOut taking = new TakingOut(new Door(home), options, reason);
    Export export = new Export(taking, "days:" + from + "/" + to, directory, zone, out);
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      export.take(day);
    }
    return export.finish() ? 0 : 1;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new Options.Usage("not a day such as 2026-11-21: " + text);
    }
  }

  private static ZoneId zone(Options options) {
    try {
      return ZoneId.of(options.text("zone", "Asia/Shanghai"));
    } catch (DateTimeException e) {
      throw new Options.Usage("not a zone such as Asia/Shanghai");
    }
  }
}
