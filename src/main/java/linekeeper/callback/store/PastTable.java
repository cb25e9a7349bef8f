package linekeeper.callback.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import linekeeper.callback.CallbackId;
import linekeeper.callback.model.Callback;
import linekeeper.callback.model.CallbackEffect.Promise;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.PhoneNumber;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what was: by citizen, a bounded part of each task's story. */
final class PastTable {
  /** What one task shows of its attempts, and of its promises: more is read by nobody. */
  private static final int OF_EACH = 20;

  private final JdbcClient jdbc;

  PastTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void promised(CallbackId task, Promise promise) {
    jdbc.sql(
            """
            insert into callback_promise (callback, said_at, said_by, begins_at, ends_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(
            task.value(),
            sql(promise.at()),
            promise.by().value(),
            sql(promise.from()),
            sql(promise.until()))
        .update();
  }

  List<PastCallback> of(PhoneNumber citizen, Instant beforeAt, String beforeId, int limit) {
    List<Callback> tasks = tasks(citizen, beforeAt, beforeId, limit);
    String[] ids = tasks.stream().map(it -> it.id().value()).toArray(String[]::new);
    Map<CallbackId, List<Attempt>> attempts = attempts(ids);
    Map<CallbackId, List<Promise>> promises = promises(ids);
    return tasks.stream()
        .map(it ->
            new PastCallback(
                it,
                attempts.getOrDefault(it.id(), List.of()),
                promises.getOrDefault(it.id(), List.of())))
        .toList();
  }

  /** Whoever withheld his number is nobody we know: his tasks are not one person's. */
  private List<Callback> tasks(PhoneNumber citizen, Instant beforeAt, String beforeId, int limit) {
    return jdbc.sql(
            """
            select * from callback_task
            where citizen = :citizen and citizen <> ''
              and (first_lost_at, id) < (:beforeAt, :beforeId)
            order by first_lost_at desc, id desc limit :limit
            """)
        .param("citizen", citizen.value())
        .param("beforeAt", sql(beforeAt))
        .param("beforeId", beforeId)
        .param("limit", limit)
        .query(TaskTable::row)
        .list();
  }

  private Map<CallbackId, List<Attempt>> attempts(String[] tasks) {
    return jdbc
        .sql(
            """
            select * from (select *, row_number() over (partition by callback order by number desc) as back
              from callback_attempt where callback = any(?)) as it
            where back <= ? order by number desc
            """)
        .params(tasks, OF_EACH)
        .query(AttemptTable::row)
        .list()
        .stream()
        .collect(Collectors.groupingBy(Attempt::callback));
  }

  private Map<CallbackId, List<Promise>> promises(String[] tasks) {
    return jdbc
        .sql(
            """
            select * from (select *, row_number() over (partition by callback order by said_at desc) as back
              from callback_promise where callback = any(?)) as it
            where back <= ? order by said_at desc
            """)
        .params(tasks, OF_EACH)
        .query((row, _) -> Map.entry(new CallbackId(row.getString("callback")), promise(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static Promise promise(ResultSet row) throws SQLException {
    return new Promise(
        new AgentId(row.getString("said_by")),
        moment(row, "said_at"),
        moment(row, "begins_at"),
        moment(row, "ends_at"));
  }
}
