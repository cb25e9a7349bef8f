package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Pause;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recordings' pauses. Telling one again changes nothing. */
@Component
public final class PauseStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public PauseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Silence from now on. */
  public void begin(RecordingId recording, long number, AgentId agent, String why, Instant from) {
    jdbc.sql(
            """
            insert into recording_pause (recording, number, agent, why, from_at)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(recording.value(), number, agent.value(), why, sql(from))
        .update();
  }

  /** What was paused before this number is over. */
  public void end(RecordingId recording, long number, Instant at) {
    jdbc.sql(
            """
            update recording_pause set to_at = greatest(from_at, ?)
            where recording = ? and number < ? and to_at is null
            """)
        .params(sql(at), recording.value(), number)
        .update();
  }

  /** The pauses of these recordings, in order. */
  public Map<RecordingId, List<Pause>> of(Collection<RecordingId> recordings) {
    return jdbc
        .sql("select * from recording_pause where recording = any(?) order by recording, number")
        .param(recordings.stream().map(RecordingId::value).toArray(String[]::new))
        .query(PauseStore::row)
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static Map.Entry<RecordingId, Pause> row(ResultSet row, int number) throws SQLException {
    return Map.entry(
        new RecordingId(row.getString("recording")),
        new Pause(
            moment(row, "from_at"),
            perhaps(row, "to_at"),
            new AgentId(row.getString("agent")),
            row.getString("why")));
  }
}
