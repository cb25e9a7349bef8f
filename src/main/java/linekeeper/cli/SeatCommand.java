package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code seat}: a robot seat, until Ctrl-C or for so many calls. */
final class SeatCommand {
  static final String USAGE =
      "seat --agent NAME [--seat ID] [--answer-after SECONDS] [--talk SECONDS] [--wrap SECONDS]"
          + " [--decline] [--once | --calls N]";

  private SeatCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out) throws IOException {
    Options options =
        new Options(
            arguments,
            Set.of("agent", "seat", "answer-after", "talk", "wrap", "calls"),
            Set.of("decline", "once"));
    RobotSeat.Manners manners =
        new RobotSeat.Manners(
            options.seconds("answer-after", 1),
            options.has("talk") ? options.seconds("talk", 0) : -1,
            options.seconds("wrap", 1),
            options.has("decline"));
    int calls = options.has("once") ? 1 : options.count("calls", Integer.MAX_VALUE);
    Api api = new Door(home).as(options.required("agent"));
    try (RobotSeat robot = new RobotSeat(api, options.text("seat", ""), manners, out::println)) {
      Thread leave = Thread.ofPlatform().unstarted(robot::close);
      Runtime.getRuntime().addShutdownHook(leave);
      robot.await(calls);
      Runtime.getRuntime().removeShutdownHook(leave);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
