package linekeeper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SessionTest extends DoorTest {
  @Autowired JdbcClient jdbc;
  @Autowired Standing standing;

  @Test
  void whoever_signs_in_is_told_who_he_is_and_what_he_may_do() {
    Http.Answer answer = tryToSignIn("Leader1", PASSWORD).expect(200);

    assertThat(answer.json().at("/user/name").asString()).isEqualTo("leader1");
    assertThat(answer.json().at("/user/displayName").asString()).isEqualTo("班组长一号");
    assertThat(answer.json().at("/user/roles/0").asString()).isEqualTo("TEAM_LEADER");
    assertThat(answer.json().at("/user/permissions").toString())
        .contains("LEAD_FLOOR")
        .doesNotContain("MANAGE_USERS");
    assertThat(answer.text("csrfToken")).hasSizeGreaterThan(20);
    assertThat(answer.header("Set-Cookie"))
        .startsWith("LINEKEEPER=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(answer.response().body()).doesNotContain(PASSWORD).doesNotContain("argon2");
  }

  @Test
  void a_session_is_known_again_by_its_cookie() {
    Http agent = as("agent1");

    assertThat(agent.get("/api/session").expect(200).json().at("/user/name").asString())
        .isEqualTo("agent1");
  }

  @Test
  void asking_again_and_again_whose_session_still_holds_uses_up_no_connections() {
    Standing.Pass gone =
        new Standing.Pass("agent1", Standing.Kind.SESSION, "none", Set.of(Role.AGENT));
    for (int i = 0; i < 40; i++) { // more than the pool has
      assertThat(standing.fallen(Set.of(gone))).containsExactly(gone);
    }
  }

  @Test
  void without_a_session_or_with_a_forged_one_nobody_is_there() {
    stranger().get("/api/session").expect(401, "session.missing");
    stranger()
        .with("Cookie", "LINEKEEPER=MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw")
        .get("/api/session")
        .expect(401, "session.missing");
    stranger()
        .with("Cookie", "LINEKEEPER=%00%ff'; drop table spring_session; --")
        .get("/api/users")
        .expect(401, "session.missing");
  }

  @Test
  void a_wrong_password_and_an_unknown_name_are_the_same_answer() {
    Http.Answer wrong = tryToSignIn(someAgent(), "Wrong-Horse-9").expect(401, "session.refused");
    Http.Answer unknown = tryToSignIn("nobody-1", "Wrong-Horse-9").expect(401, "session.refused");
    Http.Answer impossible =
        tryToSignIn("no such'; --", "Wrong-Horse-9").expect(401, "session.refused");

    assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
    assertThat(impossible.response().body()).isEqualTo(wrong.response().body());
    assertThat(wrong.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void an_unknown_name_takes_about_as_long_as_a_known_one() {
    long known = Long.MAX_VALUE;
    long unknown = Long.MAX_VALUE;
    long percent = 0;
    // the quickest of at least four of each: load makes things slower, never quicker
    for (int round = 0; round < 4 || (round < 20 && (percent < 40 || percent > 250)); round++) {
      known = Math.min(known, timed(someAgent()));
      unknown = Math.min(unknown, timed("nobody-timed" + round));
      percent = 100 * unknown / known;
    }
    assertThat(percent).as("percent of the time for a known name").isBetween(40L, 250L);
  }

  private long timed(String user) {
    long start = System.nanoTime();
    tryToSignIn(user, "Wrong-Horse-9").expect(401);
    return System.nanoTime() - start;
  }

  @Test
  void five_failures_lock_a_name_even_against_the_right_password() {
    String agent = someAgent();
    for (int i = 0; i < 5; i++) {
      tryToSignIn(agent, "Wrong-Horse-9").expect(401, "session.refused");
    }
    Http.Answer locked = tryToSignIn(agent, PASSWORD).expect(423, "session.locked");

    assertThat(locked.json().get("retryAfterSeconds").asLong())
        .isBetween(1L, Duration.ofMinutes(15).toSeconds());
    assertThat(locked.header("Retry-After")).isNotEmpty();
    assertThat(auditOf(agent)).contains("session.lock true", "session.sign-in false");

    as("security1").sendJson("PATCH", "/api/users/" + agent, Map.of("unlock", true)).expect(204);
    tryToSignIn(agent, PASSWORD).expect(200);
  }

  @Test
  void a_name_that_nobody_bears_is_locked_just_the_same() {
    for (int i = 0; i < 5; i++) {
      tryToSignIn("nobody-locked", "Wrong-Horse-9").expect(401, "session.refused");
    }
    tryToSignIn("nobody-locked", "Wrong-Horse-9").expect(423, "session.locked");
  }

  @Test
  void guesses_made_side_by_side_count_one_by_one() {
    String agent = someAgent();
    List<Integer> answers =
        Collections.nCopies(12, agent).parallelStream()
            .map(name -> tryToSignIn(name, "Wrong-Horse-9").status())
            .toList();

    assertThat(answers.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(5);
    assertThat(answers).contains(423);
  }

  @Test
  void an_unsafe_request_must_repeat_the_csrf_token() {
    Http agent = as("agent1");

    agent.with("X-CSRF-Token", "").send("DELETE", "/api/session", null).expect(403, "csrf.missing");
    agent
        .with("X-CSRF-Token", "A".repeat(43))
        .send("DELETE", "/api/session", null)
        .expect(403, "csrf.missing");
    agent.get("/api/session").expect(200);
    agent.send("DELETE", "/api/session", null).expect(204);
    agent.get("/api/session").expect(401, "session.missing");
  }

  @Test
  void the_csrf_token_of_another_session_is_of_no_use() {
    Http agent = as("agent1");
    String foreign = as("leader1").get("/api/session").text("csrfToken");

    agent
        .with("X-CSRF-Token", foreign)
        .send("DELETE", "/api/session", null)
        .expect(403, "csrf.missing");
  }

  @Test
  void what_another_site_sends_is_refused() {
    as("agent1")
        .with("Origin", "https://elsewhere.example")
        .send("DELETE", "/api/session", null)
        .expect(403, "origin.foreign");
    as("agent1")
        .with("Origin", "http://127.0.0.1:" + port)
        .send("DELETE", "/api/session", null)
        .expect(204);
  }

  @Test
  void signing_in_changes_the_session_and_ends_the_one_that_was_brought() {
    Http agent = as("agent1");
    Http.Answer again =
        agent.post("/api/session", Map.of("username", "agent1", "password", PASSWORD)).expect(200);

    assertThat(again.cookie()).startsWith("LINEKEEPER=");
    assertThat(agent.get("/api/session").status()).isEqualTo(401);
    stranger().with("Cookie", again.cookie()).get("/api/session").expect(200);
  }

  @Test
  void a_session_that_was_idle_too_long_is_over() {
    Http agent = as(someAgent());
    agent.get("/api/session").expect(200);
    jdbc.sql("update spring_session set last_access_time = last_access_time - 1860000").update();

    agent.get("/api/session").expect(401, "session.missing");
  }

  @Test
  void a_session_that_was_ever_so_busy_is_over_after_a_day() {
    String name = someAgent();
    Http agent = as(name);
    jdbc.sql(
            "update spring_session set creation_time = creation_time - 86500000 where principal_name = :name")
        .param("name", name)
        .update();

    agent.get("/api/session").expect(401, "session.missing");
  }

  @Test
  void sessions_lie_in_the_database_so_that_they_survive_a_restart() {
    String name = someAgent();
    as(name);

    assertThat(
            jdbc.sql("select count(*) from spring_session where principal_name = :name")
                .param("name", name)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void a_disabled_user_is_out_at_once_and_stays_out() {
    String name = someAgent();
    Http agent = as(name);
    agent.get("/api/session").expect(200);

    as("admin1").sendJson("PATCH", "/api/users/" + name, Map.of("disabled", true)).expect(204);

    agent.get("/api/session").expect(401, "session.missing");
    tryToSignIn(name, PASSWORD).expect(401, "session.refused");
  }

  @Test
  void a_user_changes_his_own_password_and_his_other_sessions_end() {
    String name = someAgent();
    Http here = as(name);
    Http elsewhere = as(name);

    here.post("/api/session/password", Map.of("current", "Wrong-Horse-9", "password", "x"))
        .expect(422, "current.invalid");
    here.post("/api/session/password", Map.of("current", PASSWORD, "password", "short"))
        .expect(422, "password.invalid");
    here.post("/api/session/password", Map.of("current", PASSWORD, "password", "Other-Horse-10"))
        .expect(204);

    here.get("/api/session").expect(200);
    elsewhere.get("/api/session").expect(401);
    tryToSignIn(name, PASSWORD).expect(401);
    tryToSignIn(name, "Other-Horse-10").expect(200);
  }
}
