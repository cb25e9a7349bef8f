package linekeeper.callback.store;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import linekeeper.callback.model.Callback.Phase;
import linekeeper.callback.model.Reason;
import linekeeper.callback.model.Result;
import linekeeper.callback.model.Words;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;
import linekeeper.platform.data.Moments;
import org.jspecify.annotations.Nullable;

/** A phase as columns: each phase fills its own, the others are null. */
final class PhaseColumns {
  private PhaseColumns() {}

  static Map<String, @Nullable Object> of(Phase phase) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (String name :
        new String[] {"agent", "attempt", "call", "result", "reason", "until", "handedBy"}) {
      columns.put(name, null);
    }
    columns.put("state", Words.state(phase));
    columns.put("since", Moments.sql(phase.since()));
    columns.put("closed", phase instanceof Phase.Closed);
    fill(columns, phase);
    return columns;
  }

  private static void fill(Map<String, @Nullable Object> columns, Phase phase) {
    switch (phase) {
      case Phase.Pending _ -> {}
      case Phase.Queued it -> columns.put("attempt", it.attempt().value());
      case Phase.Assigned it -> {
        columns.put("agent", it.agent().value());
        columns.put("handedBy", it.by() == null ? null : it.by().value());
      }
      case Phase.Dialing it -> {
        columns.put("agent", it.agent().value());
        columns.put("attempt", it.attempt().value());
      }
      case Phase.Connected it -> {
        columns.put("agent", it.agent().value());
        columns.put("attempt", it.attempt().value());
        columns.put("call", it.call().value());
        columns.put("result", it.result() == null ? null : it.result().name());
      }
      case Phase.WaitRetry it -> columns.put("until", Moments.sql(it.until()));
      case Phase.Done it -> {
        columns.put("agent", it.agent().value());
        columns.put("result", it.result().name());
      }
      case Phase.Unreachable it -> columns.put("reason", it.reason().name());
      case Phase.ResolvedByRecall it -> columns.put("call", it.call().value());
      case Phase.Cancelled it -> columns.put("reason", it.reason().name());
    }
  }

  static Phase read(ResultSet row) throws SQLException {
    Instant since = Moments.moment(row, "since");
    String state = row.getString("state");
    return switch (state) {
      case "PENDING" -> new Phase.Pending(since);
      case "QUEUED" -> new Phase.Queued(since, attempt(row));
      case "ASSIGNED" -> new Phase.Assigned(since, agent(row), handedBy(row));
      case "DIALING" -> new Phase.Dialing(since, agent(row), attempt(row));
      case "CONNECTED" ->
          new Phase.Connected(since, agent(row), attempt(row), call(row), result(row));
      case "WAIT_RETRY" -> new Phase.WaitRetry(since, Moments.moment(row, "until"));
      case "DONE" -> new Phase.Done(since, agent(row), requireNonNull(result(row)));
      case "UNREACHABLE" -> new Phase.Unreachable(since, reason(row));
      case "RESOLVED_BY_RECALL" -> new Phase.ResolvedByRecall(since, call(row));
      case "CANCELLED" -> new Phase.Cancelled(since, reason(row));
      default -> throw new IllegalStateException("no such state of a callback: " + state);
    };
  }

  private static AgentId agent(ResultSet row) throws SQLException {
    return new AgentId(row.getString("agent"));
  }

  private static @Nullable AgentId handedBy(ResultSet row) throws SQLException {
    String by = row.getString("handed_by");
    return by == null ? null : new AgentId(by);
  }

  private static AttemptId attempt(ResultSet row) throws SQLException {
    return new AttemptId(row.getString("attempt"));
  }

  private static CallId call(ResultSet row) throws SQLException {
    return new CallId(row.getString("call"));
  }

  private static Reason reason(ResultSet row) throws SQLException {
    return Reason.valueOf(row.getString("reason"));
  }

  private static @Nullable Result result(ResultSet row) throws SQLException {
    String result = row.getString("result");
    return result == null ? null : Result.valueOf(result);
  }
}
