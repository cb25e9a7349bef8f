package linekeeper.recording.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import linekeeper.access.Role;
import linekeeper.access.User;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Place;
import linekeeper.recording.model.RecordingKind;
import linekeeper.recording.model.TakenRecording;
import org.junit.jupiter.api.Test;

/** The row "replay recording" of the domain's table, as far as there are roles and orders. */
class HearersTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Custody.Stored STORED =
      new Custody.Stored(
          new Audio(96_044, 3000, 2, 8000, 96_000, 0), "ab", new Place("b", "k"), T0, null);

  @Test
  void an_agent_hears_his_own_and_no_other() {
    assertThat(hears(Role.AGENT, "agent1", STORED)).isTrue();
    assertThat(hears(Role.AGENT, "agent2", STORED)).isFalse();
    assertThat(hears(Role.AGENT, "agent2", new Custody.Linked(STORED, "order:1"))).isFalse();
  }

  @Test
  void a_case_specialist_hears_besides_what_serves_as_evidence() {
    assertThat(hears(Role.CASE_SPECIALIST, "agent1", STORED)).isTrue();
    assertThat(hears(Role.CASE_SPECIALIST, "other", STORED)).isFalse();
    assertThat(hears(Role.CASE_SPECIALIST, "other", new Custody.Linked(STORED, "order:1")))
        .isTrue();
  }

  @Test
  void leaders_and_inspectors_hear_all_and_administrators_nothing() {
    for (Role role : Role.values()) {
      boolean all = role == Role.TEAM_LEADER || role == Role.QUALITY_INSPECTOR;
      assertThat(hears(role, "other", STORED)).as("%s", role).isEqualTo(all);
    }
    assertThat(hears(Role.SYSTEM_ADMIN, "agent1", STORED)).isFalse();
  }

  private static boolean hears(Role role, String name, Custody custody) {
    TakenRecording recording =
        new TakenRecording(
            new RecordingId("r-1"),
            new CallId("c-1"),
            RecordingKind.ORDINARY,
            Set.of(new AgentId("agent1")),
            null,
            T0,
            T0,
            T0.plusSeconds(3),
            custody);
    return Hearers.mayHear(new User(name, name, Set.of(role), Set.of(), false), recording);
  }
}
