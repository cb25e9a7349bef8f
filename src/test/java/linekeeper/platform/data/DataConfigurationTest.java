package linekeeper.platform.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class DataConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class,
                  JdbcClientAutoConfiguration.class,
                  FlywayAutoConfiguration.class))
          .withUserConfiguration(DataConfiguration.class);

  @TempDir Path home;

  @Test
  void the_pool_and_the_migrations_find_the_embedded_server_by_themselves() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    runner
        .withPropertyValues(
            "linekeeper.postgres.embedded=true",
            "linekeeper.postgres.port=" + port,
            "linekeeper.postgres.data=" + home.resolve("postgres"),
            "linekeeper.postgres.binaries=target/postgres-binaries",
            "linekeeper.postgres.password=" + EmbeddedDatabaseTest.PASSWORD)
        .run(context -> {
          assertThat(context).hasSingleBean(DataSource.class);
          assertThat(
                  context
                      .getBean(JdbcClient.class)
                      .sql("SELECT count(*) FROM flyway_schema_history WHERE NOT success")
                      .query(Integer.class)
                      .single())
              .isZero();
        });
    assertThat(home.resolve("postgres").resolve("postmaster.pid"))
        .as("closing the context stops the server")
        .doesNotExist();
  }

  @Test
  void without_it_the_database_is_the_one_that_was_named() {
    runner
        .withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://db.invalid/linekeeper",
            "spring.flyway.enabled=false")
        .run(context ->
            assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                .isEqualTo("jdbc:postgresql://db.invalid/linekeeper"));
  }
}
