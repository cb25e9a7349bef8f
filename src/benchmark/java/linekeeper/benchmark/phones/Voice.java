package linekeeper.benchmark.phones;

import java.time.Duration;

/** How much a phone says. */
public enum Voice {
  /** Nothing, down to the packet: the switch gives such a line up after a minute. */
  SILENT(Duration.ofHours(1)),
  /** So little that the line is not given up, and so many can be on the line at once. */
  SPARSE(Duration.ofSeconds(10)),
  /** G.711 as phones do. */
  STEADY(Duration.ofMillis(20));

  private final Duration frame;

  Voice(Duration frame) {
    this.frame = frame;
  }

  /** How far a call's packets are apart. */
  Duration frame() {
    return frame;
  }
}
