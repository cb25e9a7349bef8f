package linekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code VERB --home DIR ARGUMENTS}. Exit status 0 done, 1 not done, 2 not understood, 3 another
 * person has to approve it first.
 */
public final class Main {
  private Main() {}

  /** Runs one verb and ends the process. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(List.of(arguments), out, err));
  }

  /** Runs one verb and returns its exit status. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    List<String> rest = new ArrayList<>(arguments);
    try {
      Path directory = home(rest);
      String verb = rest.isEmpty() ? "" : rest.removeFirst();
      return switch (verb) {
        case "api" -> ApiCommand.run(Home.at(directory), rest, out, err);
        case "call" -> CallCommand.run(Home.at(directory), rest, out, InstantSource.system());
        case "bundle" -> BundleCommand.run(Home.at(directory), rest, out);
        case "export" -> ExportCommand.run(Home.at(directory), rest, out);
        case "verify" -> VerifyCommand.run(directory, rest, out);
        case "seat" -> SeatCommand.run(Home.at(directory), rest, out);
        case "reconcile" -> ReconcileCommand.run(Home.at(directory), rest, out);
        default -> throw new Options.Usage("unknown verb: " + verb);
      };
    } catch (Options.Usage e) {
      err.println(e.getMessage());
      List.of(
              ApiCommand.USAGE,
              CallCommand.USAGE,
              SeatCommand.USAGE,
              ReconcileCommand.USAGE,
              BundleCommand.USAGE,
              ExportCommand.USAGE,
              VerifyCommand.USAGE)
          .forEach(usage -> err.println("  linekeeper " + usage));
      return 2;
    } catch (TakingOut.Unapproved e) {
      err.println(e.getMessage());
      return 3;
    } catch (Failure | IOException e) {
      err.println("linekeeper: " + e.getMessage());
      return 1;
    }
  }

  private static Path home(List<String> arguments) {
    int at = arguments.indexOf("--home");
    if (at < 0 || at + 1 == arguments.size()) {
      throw new Options.Usage("--home DIR is needed");
    }
    arguments.remove(at);
    return Path.of(arguments.remove(at));
  }
}
