package linekeeper.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AuditTest extends DoorTest {
  @Autowired JdbcClient jdbc;
  @Autowired Audit audit;
  @Autowired TransactionTemplate transactions;

  @Test
  void signing_in_out_and_failing_and_every_change_of_a_user_or_token_is_on_record() {
    String name = someAgent();
    tryToSignIn(name, "Wrong-Horse-9").expect(401);
    as(name).send("DELETE", "/api/session", null).expect(204);
    JsonNode token = someToken("AGENT");
    as("admin1").send("DELETE", "/api/tokens/" + token.get("id").asString(), null).expect(204);
    as("admin1").sendJson("PATCH", "/api/users/" + name, Map.of("disabled", true)).expect(204);

    assertThat(auditOf(name))
        .containsExactly("session.sign-out true", "session.sign-in true", "session.sign-in false");
    assertThat(auditOf("admin1"))
        .contains("user.create true", "user.change true", "token.create true", "token.revoke true");
  }

  @Test
  void whoever_is_refused_at_a_door_is_on_record() {
    as("agent1").get("/api/users").expect(403, "access.forbidden");

    assertThat(auditOf("agent1")).contains("access.refuse false");
  }

  @Test
  void a_forged_name_stays_one_harmless_line() {
    tryToSignIn("x\n2026 admin\u202e signed in\u0000", "Wrong-Horse-9").expect(401);

    String actor =
        jdbc.sql(
                "select actor from access_audit where actor like 'x%' order by number desc limit 1")
            .query(String.class)
            .single();
    assertThat(actor).isEqualTo("x\\u000A2026 admin\\u202E signed in\\u0000");
  }

  @Test
  void no_secret_is_in_the_audit() {
    tryToSignIn("agent1", "Secret-Horse-11").expect(401);
    String token = someToken("AGENT").get("token").asString();

    assertThat(
            jdbc.sql(
                    """
                    select count(*) from access_audit a
                    where a::text like '%Secret-Horse%' or a::text like '%' || :token || '%' or a::text like '%Correct-Horse%'
                    """)
                .param("token", token)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void pages_go_on_where_the_last_one_ended() {
    IntStream.range(0, 5).forEach(i -> audit.record("pager", "test.page", "n:" + i, true, ""));
    Http auditor = as("auditor1");
    JsonNode first = auditor.get("/api/audit?user=pager&limit=3").expect(200).json();
    JsonNode second =
        auditor
            .get("/api/audit?user=pager&limit=3&cursor=" + first.get("nextCursor").asString())
            .expect(200)
            .json();

    assertThat(subjects(first)).containsExactly("n:4", "n:3", "n:2");
    assertThat(subjects(second)).containsExactly("n:1", "n:0");
    assertThat(second.get("nextCursor").isNull()).isTrue();
    assertThat(subjects(auditor.get("/api/audit?to=2020-01-01T00:00:00Z").json())).isEmpty();
    auditor.get("/api/audit?from=yesterday").expect(422, "field.invalid");
    auditor.get("/api/audit?limit=100000").expect(422, "field.invalid");
  }

  private static List<String> subjects(JsonNode page) {
    return page.get("items").valueStream().map(line -> line.get("subject").asString()).toList();
  }

  @Test
  void a_line_stays_even_where_the_work_around_it_is_undone() {
    transactions.executeWithoutResult(status -> {
      audit.record("undone", "test.undo", "x", true, "");
      status.setRollbackOnly();
    });

    assertThat(auditOf("undone")).containsExactly("test.undo true");
  }

  @Test
  void lines_written_side_by_side_make_one_chain() {
    IntStream.range(0, 60)
        .parallel()
        .forEach(i -> audit.record("crowd", "test.crowd", "n:" + i, true, ""));

    assertThat(verification().get("intact").asBoolean()).isTrue();
  }

  @Test
  void no_line_can_be_changed_or_taken_away() {
    audit.record("fixed", "test.fixed", "x", true, "");
    for (String attempt :
        List.of(
            "update access_audit set succeeded = false where actor = 'fixed'",
            "delete from access_audit where actor = 'fixed'",
            "truncate access_audit")) {
      assertThatThrownBy(() -> jdbc.sql(attempt).update())
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("append only");
    }
  }

  @Test
  void what_was_done_to_the_table_itself_is_found() {
    IntStream.range(0, 5).forEach(i -> audit.record("chain", "test.chain", "n:" + i, true, "d"));
    long third =
        jdbc.sql("select number from access_audit where subject = 'n:2' and actor = 'chain'")
            .query(Long.class)
            .single();
    for (String damage :
        List.of(
            "update access_audit set succeeded = false where number = " + third,
            "update access_audit set detail = 'e' where number = " + third,
            "update access_audit set detail = detail || chr(10) where number = " + third,
            "update access_audit set at = at + interval '1 microsecond' where number = " + third,
            "update access_audit set actor = 'chai', action = 'ntest.chain' where number = "
                + third,
            "delete from access_audit where number = " + third)) {
      brokenBy(damage, third);
    }
    assertThat(verification().get("intact").asBoolean()).isTrue();
  }

  /** Does the damage as the database's owner could, and undoes it afterwards. */
  private void brokenBy(String damage, long number) {
    jdbc.sql("create table kept as select * from access_audit where number = " + number).update();
    asOwner(damage);
    JsonNode found = verification();
    asOwner("delete from access_audit where number = " + number);
    asOwner("insert into access_audit select * from kept");
    jdbc.sql("drop table kept").update();

    assertThat(found.get("intact").asBoolean()).as(damage).isFalse();
    assertThat(found.get("brokenAt").asLong()).as(damage).isEqualTo(number);
  }

  private void asOwner(String sql) {
    transactions.executeWithoutResult(status -> {
      jdbc.sql("alter table access_audit disable trigger user").update();
      jdbc.sql(sql).update();
      jdbc.sql("alter table access_audit enable trigger user").update();
    });
  }

  private JsonNode verification() {
    return as("auditor1").get("/api/audit/verification").expect(200).json();
  }
}
