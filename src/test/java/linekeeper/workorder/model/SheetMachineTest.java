package linekeeper.workorder.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.workorder.model.Sheet.Phase.Draft;
import linekeeper.workorder.model.Sheet.Phase.Filed;
import linekeeper.workorder.model.SheetInput.FileIt;
import linekeeper.workorder.model.SheetInput.Write;
import linekeeper.workorder.model.SheetInput.Writer;
import org.junit.jupiter.api.Test;

class SheetMachineTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Writer AGENT = new Writer(new AgentId("agent1"), false);
  private static final Writer OTHER = new Writer(new AgentId("agent2"), false);
  private static final Writer LEADER = new Writer(new AgentId("leader1"), true);
  private static final SheetContent ASKED = content(DemandType.HELP, "路灯不亮");

  private Sheet sheet =
      new Sheet(
          new CallId("c1"),
          AGENT.name(),
          new SeatId("s01"),
          T0,
          "138****8000",
          new Draft(SheetContent.EMPTY),
          1,
          T0);

  private static SheetContent content(DemandType type, String content) {
    return new SheetContent("王女士", SubjectType.INDIVIDUAL, "", type, "", content, "", false, false);
  }

  private Step<Sheet, Void> step(SheetInput input) {
    Step<Sheet, Void> step = SheetMachine.step(sheet, input, T0.plusSeconds(9));
    sheet = step.state();
    return step;
  }

  private String refused(SheetInput input) {
    Sheet before = sheet;
    Refusal refusal = step(input).refusal();
    assertThat(sheet).as("a refusal changes nothing").isEqualTo(before);
    return refusal == null
        ? "not refused"
        : refusal.code() + (refusal.field() == null ? "" : " " + refusal.field());
  }

  @Test
  void the_calls_agent_writes_and_files_it() {
    step(new Write(AGENT, 1, ASKED));
    assertThat(sheet.content()).isEqualTo(ASKED);
    assertThat(sheet.version()).isEqualTo(2);
    assertThat(sheet.updatedAt()).isEqualTo(T0.plusSeconds(9));
    step(new FileIt(AGENT));
    assertThat(sheet.phase()).isEqualTo(new Filed(ASKED));
  }

  @Test
  void a_leader_may_write_others_sheets_and_another_agent_may_not() {
    assertThat(refused(new Write(OTHER, 1, ASKED))).isEqualTo("sheet.forbidden");
    assertThat(refused(new FileIt(OTHER))).isEqualTo("sheet.forbidden");
    step(new Write(LEADER, 1, ASKED));
    assertThat(sheet.content()).isEqualTo(ASKED);
  }

  @Test
  void who_read_an_older_version_is_told_instead_of_overwriting() {
    step(new Write(AGENT, 1, ASKED));
    assertThat(refused(new Write(LEADER, 1, SheetContent.EMPTY))).isEqualTo("sheet.stale version");
    assertThat(refused(new Write(LEADER, 3, SheetContent.EMPTY))).isEqualTo("sheet.stale version");
  }

  @Test
  void a_sheet_that_says_nothing_is_not_filed() {
    assertThat(refused(new FileIt(AGENT))).isEqualTo("sheet.invalid demandType");
    step(new Write(AGENT, 1, content(DemandType.HELP, " ")));
    assertThat(refused(new FileIt(AGENT))).isEqualTo("sheet.invalid content");
  }

  @Test
  void a_filed_sheet_stays_as_it_is() {
    step(new Write(AGENT, 1, ASKED));
    step(new FileIt(AGENT));
    assertThat(refused(new Write(LEADER, 3, SheetContent.EMPTY))).isEqualTo("sheet.filed");
    assertThat(refused(new FileIt(AGENT))).isEqualTo("sheet.filed");
  }

  @Test
  void a_text_too_long_or_with_control_characters_is_refused_by_field() {
    assertThat(refused(new Write(AGENT, 1, content(DemandType.HELP, "字".repeat(8001)))))
        .isEqualTo("sheet.invalid content");
    assertThat(refused(new Write(AGENT, 1, content(DemandType.HELP, "a\u0000b"))))
        .isEqualTo("sheet.invalid content");
    SheetContent lines = content(DemandType.HELP, "一\n二");
    assertThat(step(new Write(AGENT, 1, lines)).refusal()).isNull();
    SheetContent name = new SheetContent("两\n行", null, "", null, "", "", "", false, false);
    assertThat(refused(new Write(AGENT, 2, name))).isEqualTo("sheet.invalid callerName");
    SheetContent emoji = content(DemandType.HELP, "😀".repeat(8000));
    assertThat(step(new Write(AGENT, 2, emoji)).refusal())
        .as("characters are counted, not halves of them")
        .isNull();
  }

  /** Law: versions only grow, one by one, with each change; filed stays filed. */
  @Test
  void whatever_is_asked_the_version_counts_the_changes() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long expected = sheet.version();
      for (int i = 0; i < 30; i++) {
        Writer by = random.nextBoolean() ? AGENT : LEADER;
        Sheet before = sheet;
        Step<Sheet, Void> step =
            step(
                random.nextInt(8) == 0
                    ? new FileIt(by)
                    : new Write(by, expected - random.nextInt(2), ASKED));
        expected += step.refusal() == null ? 1 : 0;
        assertThat(sheet.version()).isEqualTo(expected);
        if (before.phase() instanceof Filed) {
          assertThat(sheet).isEqualTo(before);
        }
      }
    }
  }
}
