package linekeeper.testing;

import java.util.function.BiConsumer;

/** The configuration of tests: a person's patience costs a test's time; the rules are the same. */
final class ShortTimes {
  private final BiConsumer<String, Object> set;

  private ShortTimes(BiConsumer<String, Object> set) {
    this.set = set;
  }

  /** Sets all of it. */
  static void set(BiConsumer<String, Object> set) {
    new ShortTimes(set).all();
  }

  private void all() {
    set.accept("linekeeper.floor.wrap-up", "3s");
    set.accept("linekeeper.floor.console-grace", "2s");
    line(0, "hotline", "市民服务热线", "12345");
    line(1, "selfdialling", "自动回拨热线", Installation.SELF_DIALLING);
    set.accept("linekeeper.floor.lines[1].invite-after", "1s");
    set.accept("linekeeper.floor.lines[1].invite-every", "10s");
    line(2, "listening", "先听后接热线", Installation.LISTENING);
    line(3, "citizenfirst", "先振市民热线", Installation.CITIZEN_FIRST);
    set.accept("linekeeper.floor.queues[0].id", "service");
    set.accept("linekeeper.floor.queues[0].name", "综合服务");
    set.accept("linekeeper.floor.queues[0].skills", "");
    set.accept("linekeeper.floor.queues[0].strategy", "FEWEST_MISSED,LONGEST_IDLE");
    set.accept("linekeeper.floor.queues[0].max-waiting", 10);
    set.accept(
        "linekeeper.floor.queues[0].max-wait", "10m"); // no test waits for it, a slow start may
    set.accept("linekeeper.floor.queues[0].ring", "3s");
    set.accept("linekeeper.floor.queues[0].announce-every", "4s");
    set.accept("linekeeper.floor.queues[0].priority", 0);
    set.accept("linekeeper.callback.sweep", "200ms");
    rule(0, "*", false);
    rule(1, "selfdialling", true);
    rule(2, "listening", false);
    set.accept("linekeeper.callback.rules[2].listen-first", true);
    rule(3, "citizenfirst", true);
    set.accept("linekeeper.callback.rules[3].order", "CUSTOMER_FIRST");
    set.accept("linekeeper.callback.outbound.per-agent-hour", 10_000);
    set.accept("linekeeper.callback.outbound.per-hour", 10_000);
  }

  private void line(int number, String id, String name, String dialled) {
    String line = "linekeeper.floor.lines[" + number + "].";
    set.accept(line + "id", id);
    set.accept(line + "name", name);
    set.accept(line + "numbers[0]", dialled);
    set.accept(line + "queue", "service");
    set.accept(line + "greeting[0]", "thanks"); // 2.1 s, the shortest prompt
  }

  /** By hand on some lines, from the queue on the others. */
  private void rule(int number, String line, boolean automatic) {
    String rule = "linekeeper.callback.rules[" + number + "].";
    set.accept(rule + "line", line);
    set.accept(rule + "from", "2026-01-01T00:00:00Z");
    set.accept(rule + "reason", "short times for tests");
    set.accept(rule + "first-within", "15m");
    set.accept(rule + "not-within", "0s");
    set.accept(rule + "attempts", 2);
    set.accept(rule + "spacing", "2s");
    set.accept(rule + "fresh", "15m");
    set.accept(rule + "short-abandon", "0s");
    set.accept(rule + "give-up", "72h");
    set.accept(rule + "claim", "10m");
    set.accept(rule + "automatic", automatic);
    set.accept(rule + "keep-free", 0);
    set.accept(rule + "schedule-within", "168h");
  }
}
