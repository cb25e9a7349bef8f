package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;
import static linekeeper.platform.data.Moments.sqlOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.model.Talk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was talked, and what the calls say was recorded of it. Telling it again changes nothing. */
@Component
public final class TalkStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public TalkStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A place in the ledger: what lies after it has not been read. */
  public record Place(Instant from, String call, long number) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::from)
            .thenComparing(Place::call)
            .thenComparingLong(Place::number);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    /** Before everything that begins at this moment. */
    public static Place before(Instant from) {
      return new Place(from, "", Long.MIN_VALUE);
    }

    /** This talk's. */
    public static Place of(Talk talk) {
      return new Place(talk.from(), talk.call().value(), talk.number());
    }
  }

  /** A talk begins, or is told of when it is over; what the call talked before then is over. */
  public void begin(Talk talk) {
    if (talk.kind() != Talk.Kind.CONSULTATION) {
      close(talk.call(), talk.number(), talk.from());
    }
    jdbc.sql(
            """
            insert into talk (call, number, kind, with_whom, agent, recording, from_at, to_at)
            values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (call, number) do nothing
            """)
        .params(
            Arrays.asList(
                talk.call().value(),
                talk.number(),
                talk.kind().name(),
                talk.with(),
                talk.agent() == null ? null : talk.agent().value(),
                talk.recording().value(),
                sql(talk.from()),
                sqlOrNull(talk.to())))
        .update();
  }

  /** Whatever the call talked before this number is over. */
  public void close(CallId call, long number, Instant at) {
    jdbc.sql(
            """
            update talk set to_at = greatest(from_at, ?)
            where call = ? and number < ? and to_at is null
            """)
        .params(sql(at), call.value(), number)
        .update();
  }

  /** A call says that a recording is its own; who says so first is right. */
  public void claim(RecordingId recording, CallId call) {
    jdbc.sql("insert into call_recording (recording, call) values (?, ?) on conflict do nothing")
        .params(recording.value(), call.value())
        .update();
  }

  /** The recording of what a call talked so far; nothing where it never did. */
  public List<RecordingId> recordingOf(CallId call) {
    return jdbc.sql("select recording from talk where call = ? order by number limit 1")
        .param(call.value())
        .query((row, _) -> new RecordingId(row.getString("recording")))
        .list();
  }

  /** Talks that began before {@code to}, after this place, in order. */
  public List<Talk> after(Place place, Instant to, int most) {
    return jdbc.sql(
            """
            select * from talk where (from_at, call, number) > (?, ?, ?) and from_at < ?
            order by from_at, call, number limit ?
            """)
        .params(sql(place.from()), place.call(), place.number(), sql(to), most)
        .query(TalkStore::talk)
        .list();
  }

  /** Recordings that began in {@code [from, to)} and that no call says it has. */
  public List<RecordingId> orphans(Instant from, Instant to, int most) {
    return jdbc.sql(
            """
            select id from recording r where started_at >= ? and started_at < ?
              and not exists (select 1 from call_recording c
                where c.recording = r.id and c.call = r.call)
            order by started_at, id limit ?
            """)
        .params(sql(from), sql(to), most)
        .query((row, _) -> new RecordingId(row.getString("id")))
        .list();
  }

  private static Talk talk(ResultSet row, int number) throws SQLException {
    String agent = row.getString("agent");
    return new Talk(
        new CallId(row.getString("call")),
        row.getLong("number"),
        Talk.Kind.valueOf(row.getString("kind")),
        row.getString("with_whom"),
        agent == null ? null : new AgentId(agent),
        new RecordingId(row.getString("recording")),
        moment(row, "from_at"),
        perhaps(row, "to_at"));
  }
}
