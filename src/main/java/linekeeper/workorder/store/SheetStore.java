package linekeeper.workorder.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import linekeeper.kernel.Step;
import linekeeper.workorder.SheetsOnRecord;
import linekeeper.workorder.model.DemandType;
import linekeeper.workorder.model.Sheet;
import linekeeper.workorder.model.Sheet.Phase;
import linekeeper.workorder.model.Sheet.Phase.Draft;
import linekeeper.workorder.model.Sheet.Phase.Filed;
import linekeeper.workorder.model.SheetContent;
import linekeeper.workorder.model.SubjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The sheets' rows. Every change is committed when its method returns. */
@Component
public final class SheetStore implements SheetsOnRecord {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  /** On this database. */
  public SheetStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A call was answered: it has a sheet from now on. Who answers later takes a draft over; hearing
   * of the same answer again changes nothing.
   */
  public void open(Sheet sheet) {
    jdbc.sql(
            """
            insert into call_sheet
              (call, agent, seat, answered_at, agent_since, caller_masked, updated_at)
            values (:call, :agent, :seat, :at, :at, :caller, :at)
            on conflict (call) do update
              set agent = excluded.agent, seat = excluded.seat, agent_since = excluded.agent_since
              where call_sheet.state = 'DRAFT'
                and call_sheet.agent_since < excluded.agent_since
            """)
        .param("call", sheet.call().value())
        .param("agent", sheet.agent().value())
        .param("seat", sheet.seat().value())
        .param("at", sql(sheet.answeredAt()))
        .param("caller", sheet.callerMasked())
        .update();
  }

  @Override
  public Optional<AgentId> agentOf(CallId call) {
    return find(call).map(Sheet::agent);
  }

  /** A call's sheet. */
  public Optional<Sheet> find(CallId call) {
    return jdbc.sql("select * from call_sheet where call = ?")
        .param(call.value())
        .query(SheetStore::row)
        .optional();
  }

  /**
   * Changes a sheet, alone: nobody else changes it meanwhile.
   *
   * @return what came of it, or nothing if there is no such sheet
   */
  public Optional<Step<Sheet, Void>> change(
      CallId call, Function<Sheet, Step<Sheet, Void>> change) {
    Optional<Step<Sheet, Void>> step =
        transaction.execute(_ -> {
          Optional<Step<Sheet, Void>> changed = lock(call).map(change);
          changed.filter(it -> it.refusal() == null).ifPresent(it -> save(it.state()));
          return changed;
        });
    return Objects.requireNonNull(step);
  }

  private Optional<Sheet> lock(CallId call) {
    return jdbc.sql("select * from call_sheet where call = ? for update")
        .param(call.value())
        .query(SheetStore::row)
        .optional();
  }

  private void save(Sheet sheet) {
    SheetContent content = sheet.content();
    jdbc.sql(
            """
            update call_sheet set
              caller_name = :callerName, subject_type = :subjectType, address = :address,
              demand_type = :demandType, category = :category, content = :content, reply = :reply,
              directly_answered = :directlyAnswered, confidential = :confidential,
              state = :state, version = :version, updated_at = :updatedAt
            where call = :call
            """)
        .param("callerName", content.callerName())
        .param("subjectType", name(content.subjectType()))
        .param("address", content.address())
        .param("demandType", name(content.demandType()))
        .param("category", content.category())
        .param("content", content.content())
        .param("reply", content.reply())
        .param("directlyAnswered", content.directlyAnswered())
        .param("confidential", content.confidential())
        .param("state", sheet.phase() instanceof Filed ? "FILED" : "DRAFT")
        .param("version", sheet.version())
        .param("updatedAt", sql(sheet.updatedAt()))
        .param("call", sheet.call().value())
        .update();
  }

  private static Sheet row(ResultSet row, int number) throws SQLException {
    SheetContent content = content(row);
    Phase phase = "FILED".equals(row.getString("state")) ? new Filed(content) : new Draft(content);
    return new Sheet(
        new CallId(row.getString("call")),
        new AgentId(row.getString("agent")),
        new SeatId(row.getString("seat")),
        moment(row, "answered_at"),
        row.getString("caller_masked"),
        phase,
        row.getLong("version"),
        moment(row, "updated_at"));
  }

  private static SheetContent content(ResultSet row) throws SQLException {
    String subject = row.getString("subject_type");
    String demand = row.getString("demand_type");
    return new SheetContent(
        row.getString("caller_name"),
        subject == null ? null : SubjectType.valueOf(subject),
        row.getString("address"),
        demand == null ? null : DemandType.valueOf(demand),
        row.getString("category"),
        row.getString("content"),
        row.getString("reply"),
        row.getBoolean("directly_answered"),
        row.getBoolean("confidential"));
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
