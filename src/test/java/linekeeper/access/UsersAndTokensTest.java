package linekeeper.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class UsersAndTokensTest extends DoorTest {
  @Autowired JdbcClient jdbc;

  private static Map<String, Object> user(String name, List<String> roles, String password) {
    return Map.of("name", name, "displayName", "某岗", "roles", roles, "password", password);
  }

  @Test
  void a_weak_password_an_odd_name_and_clashing_duties_are_refused_with_their_field() {
    Http admin = as("admin1");

    assertThat(
            admin
                .post("/api/users", user("weak", List.of("AGENT"), "short"))
                .expect(422, "password.invalid")
                .text("field"))
        .isEqualTo("password");
    admin
        .post("/api/users", user("weak", List.of("AGENT"), "onlysmallletters"))
        .expect(422, "password.invalid");
    admin
        .post("/api/users", user("weakling", List.of("AGENT"), "Weakling-2026"))
        .expect(422, "password.invalid");
    assertThat(
            admin
                .post("/api/users", user("token.a", List.of("AGENT"), PASSWORD))
                .expect(422, "field.invalid")
                .text("field"))
        .isEqualTo("name");
    assertThat(
            admin
                .post("/api/users", user("both", List.of("SYSTEM_ADMIN", "AUDIT_ADMIN"), PASSWORD))
                .expect(409, "roles.conflict")
                .text("field"))
        .isEqualTo("roles");
    admin
        .post("/api/users", user("both", List.of("AGENT", "QUALITY_INSPECTOR"), PASSWORD))
        .expect(409, "roles.conflict");
    admin.post("/api/users", user("agent1", List.of("AGENT"), PASSWORD)).expect(409, "user.taken");
  }

  @Test
  void the_list_of_users_shows_no_hash() {
    String list = as("admin1").get("/api/users").expect(200).response().body();

    assertThat(list).contains("agent1", "坐席一号").doesNotContainIgnoringCase("argon2");
  }

  @Test
  void nobody_changes_himself_and_an_unknown_user_is_not_found() {
    as("admin1")
        .sendJson("PATCH", "/api/users/admin1", Map.of("roles", List.of("TEAM_LEADER")))
        .expect(409, "user.self");
    as("admin1")
        .sendJson("PATCH", "/api/users/nobody", Map.of("disabled", true))
        .expect(404, "user.unknown");
  }

  @Test
  void whoever_watches_over_security_takes_away_but_does_not_give() {
    String name = someAgent();
    Http security = as("security1");

    security
        .sendJson("PATCH", "/api/users/" + name, Map.of("roles", List.of("TEAM_LEADER")))
        .expect(403, "access.forbidden");
    security
        .sendJson("PATCH", "/api/users/" + name, Map.of("password", "Other-Horse-10"))
        .expect(403, "access.forbidden");
    security.sendJson("PATCH", "/api/users/" + name, Map.of("disabled", true)).expect(204);
    security
        .sendJson("PATCH", "/api/users/" + name, Map.of("disabled", false))
        .expect(403, "access.forbidden");
  }

  @Test
  void other_roles_are_in_force_with_the_next_sign_in_and_end_the_old_sessions() {
    String name = someAgent();
    Http before = as(name);
    as("admin1")
        .sendJson("PATCH", "/api/users/" + name, Map.of("roles", List.of("TEAM_LEADER")))
        .expect(204);

    before.get("/api/session").expect(401);
    assertThat(as(name).get("/api/session").json().at("/user/roles/0").asString())
        .isEqualTo("TEAM_LEADER");
  }

  @Test
  void a_token_opens_what_its_roles_open_without_cookie_or_csrf_token() {
    JsonNode told = someToken("SYSTEM_ADMIN");
    String shown = told.get("token").asString();
    Http machine = stranger().bearing(shown);

    assertThat(shown).matches("lk_[A-Za-z0-9_-]{43}");
    assertThat(machine.get("/api/session").expect(200).json().at("/user/name").asString())
        .isEqualTo("token." + told.get("name").asString());
    machine.post("/api/users", user("bymachine", List.of("AGENT"), PASSWORD)).expect(201);
    machine.get("/api/audit").expect(403, "access.forbidden");
    assertThat(machine.get("/api/users").headers("Set-Cookie")).isEmpty();
  }

  @Test
  void a_token_is_told_once_and_kept_as_a_digest_only() {
    JsonNode told = someToken("AGENT");
    String shown = told.get("token").asString();

    assertThat(as("admin1").get("/api/tokens").response().body())
        .contains(told.get("id").asString())
        .doesNotContain(shown);
    assertThat(
            jdbc.sql("select count(*) from access_token t where t::text like '%' || :shown || '%'")
                .param("shown", shown)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void a_revoked_expired_or_made_up_token_opens_nothing_not_even_an_open_door() {
    JsonNode revoked = someToken("AGENT");
    Http machine = stranger().bearing(revoked.get("token").asString());
    machine.get("/api/session").expect(200);
    as("security1").send("DELETE", "/api/tokens/" + revoked.get("id").asString(), null).expect(204);
    JsonNode old = someToken("AGENT");
    jdbc.sql("update access_token set expires_at = created_at where id = :id")
        .param("id", UUID.fromString(old.get("id").asString()))
        .update();

    machine.get("/api/session").expect(401, "token.refused");
    machine.get("/actuator/health").expect(401, "token.refused");
    stranger()
        .bearing(old.get("token").asString())
        .get("/api/session")
        .expect(401, "token.refused");
    stranger().bearing("lk_" + "A".repeat(43)).get("/api/session").expect(401, "token.refused");
    stranger().bearing("eyJhbGciOiJub25lIn0.e30.").get("/api/users").expect(401, "token.refused");
    as("admin1")
        .send("DELETE", "/api/tokens/" + revoked.get("id").asString(), null)
        .expect(404, "token.unknown");
  }

  @Test
  void a_token_sleeps_while_whoever_made_it_is_disabled() {
    as("admin1").post("/api/users", user("admin2", List.of("SYSTEM_ADMIN"), PASSWORD)).expect(201);
    String shown =
        as("admin2")
            .post("/api/tokens", Map.of("name", "orphan", "roles", List.of()))
            .expect(201)
            .text("token");
    stranger().bearing(shown).get("/api/session").expect(200);

    as("admin1").sendJson("PATCH", "/api/users/admin2", Map.of("disabled", true)).expect(204);

    stranger().bearing(shown).get("/api/session").expect(401, "token.refused");
  }

  @Test
  void a_token_makes_no_tokens_lives_no_longer_than_allowed_and_shares_no_name() {
    JsonNode told = someToken("SYSTEM_ADMIN");
    stranger()
        .bearing(told.get("token").asString())
        .post("/api/tokens", Map.of("name", "child", "roles", List.of()))
        .expect(403, "token.forbidden");
    as("admin1")
        .post(
            "/api/tokens",
            Map.of("name", "eternal", "roles", List.of(), "expiresAt", "2999-01-01T00:00:00Z"))
        .expect(422, "expiry.invalid");
    as("admin1")
        .post("/api/tokens", Map.of("name", told.get("name").asString(), "roles", List.of()))
        .expect(409, "token.taken");
  }

  @Test
  void a_demo_user_has_no_default_password() {
    tryToSignIn("agent1", "agent1").expect(401, "session.refused");
    tryToSignIn("agent1", "").expect(422, "field.invalid");
    assertThat(
            jdbc.sql("select count(*) from access_user where password_hash not like '$argon2id$%'")
                .query(Long.class)
                .single())
        .isZero();
    // no property gave this one a password, so it is not there
    tryToSignIn("agent5", PASSWORD).expect(401, "session.refused");
  }
}
