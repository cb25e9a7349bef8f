package linekeeper.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import linekeeper.testing.Hotline;
import linekeeper.testing.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The short form of {@code ./linekeeper bench kill}. */
class ManyKillsIT {
  private static final int KILLS = 4;
  @RegisterExtension private final Hotline hotline = new Hotline(Installation.Kind.KILLABLE);

  @Test
  void killed_again_and_again_it_loses_nobody_and_nothing() throws SQLException {
    Tally tally = new KillRun(hotline, 1, System.out::println).run(KILLS);
    assertThat(tally.onLine()).as("calls on the line at the kills").isPositive();
    assertThat(tally.counts().get("lost")).as("callers lost").isPositive();
    assertThat(tally.counts().get("attempts")).as("attempts to call back").isPositive();
    tally.breaches().forEach((law, broken) -> assertThat(broken).as(law).isEmpty());
  }
}
