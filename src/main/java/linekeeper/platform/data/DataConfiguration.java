package linekeeper.platform.data;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts the embedded server before, and stops it after, everything that holds a connection: the
 * pool and the migrations are wired as for any database, and this bean only says where it is.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostgresProperties.class)
class DataConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnBooleanProperty("linekeeper.postgres.embedded")
  JdbcConnectionDetails embeddedDatabase(PostgresProperties properties) {
    return EmbeddedDatabase.start(properties);
  }
}
