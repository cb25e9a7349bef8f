package linekeeper.recording.store;

import static linekeeper.platform.data.Moments.moment;
import static linekeeper.platform.data.Moments.perhaps;
import static linekeeper.platform.data.Moments.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linekeeper.recording.model.TakeOut;
import linekeeper.recording.model.TakeOutSubject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people want to take out of the house: asked for once, decided once, by another person. */
@Component
public final class TakeOutStore {
  private final JdbcClient jdbc;

  /** On this database. */
  public TakeOutStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what is asked for; where the same is asked for and open already, gives that back. */
  public TakeOut ask(TakeOut wanted) {
    return jdbc.sql(
            """
            insert into take_out (id, subject, reason, asked_by, asked_at) values (?, ?, ?, ?, ?)
            on conflict (asked_by, subject) where approved is null
              do update set subject = excluded.subject
            returning *
            """)
        .params(
            wanted.id(),
            wanted.subject().text(),
            wanted.reason(),
            wanted.askedBy(),
            sql(wanted.askedAt()))
        .query(TakeOutStore::takeOut)
        .single();
  }

  /** Decides on one; whether nobody had before, and who decides is not who asked. */
  public boolean decide(UUID id, TakeOut.Decided decision) {
    return jdbc.sql(
                """
                update take_out set approved = :approved, decided_by = :by, decided_at = :at,
                  why = :why
                where id = :id and approved is null and asked_by <> :by
                """)
            .param("approved", decision.approved())
            .param("by", decision.by())
            .param("at", sql(decision.at()))
            .param("why", decision.why())
            .param("id", id)
            .update()
        == 1;
  }

  /** One of them. */
  public Optional<TakeOut> find(UUID id) {
    return jdbc.sql("select * from take_out where id = ?")
        .param(id)
        .query(TakeOutStore::takeOut)
        .optional();
  }

  /** What somebody asked for, the newest first. */
  public List<TakeOut> of(String askedBy, int most) {
    return jdbc.sql("select * from take_out where asked_by = ? order by asked_at desc, id limit ?")
        .params(askedBy, most)
        .query(TakeOutStore::takeOut)
        .list();
  }

  /** What nobody has decided on, the newest first. */
  public List<TakeOut> open(int most) {
    return jdbc.sql(
            "select * from take_out where approved is null order by asked_at desc, id limit ?")
        .param(most)
        .query(TakeOutStore::takeOut)
        .list();
  }

  /** What was approved of somebody's asking after that moment, the last first. */
  public List<TakeOut> approved(String askedBy, Instant after) {
    return jdbc.sql(
            """
            select * from take_out where asked_by = ? and approved and decided_at > ?
            order by decided_at desc, id
            """)
        .params(askedBy, sql(after))
        .query(TakeOutStore::takeOut)
        .list();
  }

  private static TakeOut takeOut(ResultSet row, int number) throws SQLException {
    Instant decidedAt = perhaps(row, "decided_at");
    return new TakeOut(
        row.getObject("id", UUID.class),
        TakeOutSubject.read(row.getString("subject")).orElseThrow(),
        row.getString("reason"),
        row.getString("asked_by"),
        moment(row, "asked_at"),
        decidedAt == null
            ? null
            : new TakeOut.Decided(
                row.getString("decided_by"),
                decidedAt,
                row.getBoolean("approved"),
                row.getString("why")));
  }
}
