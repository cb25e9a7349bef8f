package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Mark;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The marks. None outlives its recording's sound. */
@Component
public final class MarkStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public MarkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Sets one, where the recording can be heard; whether it did. */
  public boolean add(RecordingId recording, Mark mark) {
    // locked, so that a purge that is ordered meanwhile finds it
    return jdbc.sql(
                """
                insert into recording_mark (id, recording, at_millis, text, made_by, made_at)
                select :mark, id, :atMillis, :text, :by, :at from recording
                where id = :recording and state in ('STORED', 'LINKED') for share
                """)
            .param("mark", mark.id())
            .param("atMillis", mark.atMillis())
            .param("text", mark.text())
            .param("by", mark.by())
            .param("at", sql(mark.at()))
            .param("recording", recording.value())
            .update()
        == 1;
  }

  /** A recording's, in the order of its time. */
  public List<Mark> of(RecordingId recording) {
    return jdbc.sql(
            "select * from recording_mark where recording = ? order by at_millis, made_at, id")
        .param(recording.value())
        .query(MarkStore::mark)
        .list();
  }

  /** Removes one; whether it was there. */
  public boolean remove(RecordingId recording, UUID mark) {
    return jdbc.sql("delete from recording_mark where recording = ? and id = ?")
            .params(recording.value(), mark)
            .update()
        == 1;
  }

  /** Removes all of a recording. */
  public void forget(RecordingId recording) {
    jdbc.sql("delete from recording_mark where recording = ?").param(recording.value()).update();
  }

  private static Mark mark(ResultSet row, int number) throws SQLException {
    return new Mark(
        row.getObject("id", UUID.class),
        row.getLong("at_millis"),
        row.getString("text"),
        row.getString("made_by"),
        moment(row, "made_at"));
  }
}
