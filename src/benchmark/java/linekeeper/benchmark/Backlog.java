package linekeeper.benchmark;

/** Reads Asterisk's list of task processors. */
final class Backlog {
  private Backlog() {}

  /** How many have work in their queue; the columns are name, processed, in queue, and so on. */
  static long of(String list) {
    return list.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length >= 5 && fields[2].matches("[1-9]\\d*"))
        .count();
  }
}
