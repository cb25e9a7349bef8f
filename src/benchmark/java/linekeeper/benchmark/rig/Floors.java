package linekeeper.benchmark.rig;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The floor of the benchmarks: no wrap-up, the shortest greeting, so that what is compared is the
 * work and not the pauses.
 */
final class Floors {
  private Floors() {}

  /** A seat's id. */
  static String seat(int number) {
    return "s%02d".formatted(number);
  }

  static String properties(int seats) {
    String places =
        IntStream.rangeClosed(1, seats)
            .mapToObj(i ->
                """
                linekeeper.floor.seats[%d].id=%s
                linekeeper.floor.seats[%d].name=%s
                """
                    .formatted(i - 1, seat(i), i - 1, seat(i)))
            .collect(Collectors.joining());
    return """
    linekeeper.floor.licensed-seats=%d
    linekeeper.floor.wrap-up=0s
    linekeeper.floor.missed-limit=0
    linekeeper.live.sockets=1000
    linekeeper.callback.dial-by-itself=false
    linekeeper.live.sockets-per-user=1000
    """
            .formatted(seats)
        + line(0, "hotline", Rig.HOTLINE, "service")
        + line(1, "probe", Rig.PROBE_LINE, "probe")
        + queue(0, "service", "")
        + queue(1, "probe", "nobody")
        + places;
  }

  private static String line(int index, String id, String number, String queue) {
    return """
    linekeeper.floor.lines[%1$d].id=%2$s
    linekeeper.floor.lines[%1$d].name=%2$s
    linekeeper.floor.lines[%1$d].numbers[0]=%3$s
    linekeeper.floor.lines[%1$d].queue=%4$s
    linekeeper.floor.lines[%1$d].greeting[0]=digits/1
    """
        .formatted(index, id, number, queue);
  }

  private static String queue(int index, String id, String skill) {
    String skills =
        skill.isEmpty()
            ? "linekeeper.floor.queues[" + index + "].skills=\n"
            : "linekeeper.floor.queues[" + index + "].skills[0]=" + skill + "\n";
    return """
    linekeeper.floor.queues[%1$d].id=%2$s
    linekeeper.floor.queues[%1$d].name=%2$s
    linekeeper.floor.queues[%1$d].strategy[0]=LONGEST_IDLE
    linekeeper.floor.queues[%1$d].max-waiting=1000
    linekeeper.floor.queues[%1$d].max-wait=10m
    linekeeper.floor.queues[%1$d].ring=15s
    linekeeper.floor.queues[%1$d].announce-every=10m
    linekeeper.floor.queues[%1$d].priority=0
    """
            .formatted(index, id)
        + skills;
  }
}
