package linekeeper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresTest {

  @Test
  void two_who_ask_do_not_see_each_other() {
    DataSource one = Postgres.EMBEDDED.empty();
    DataSource other = Postgres.EMBEDDED.empty();
    JdbcClient.create(one).sql("create table mine (id int)").update();

    assertThat(tables(one)).isEqualTo(1);
    assertThat(tables(other)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void all_migrations_apply_to_an_empty_database(Postgres postgres) {
    assertThat(tables(postgres.migrated())).isPositive();
  }

  private static long tables(DataSource database) {
    return JdbcClient.create(database)
        .sql("select count(*) from information_schema.tables where table_schema = 'public'")
        .query(Long.class)
        .single();
  }
}
