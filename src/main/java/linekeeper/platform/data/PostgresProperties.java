package linekeeper.platform.data;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linekeeper.postgres.*}: the embedded server. Refuses to start on a value it cannot keep.
 *
 * @param embedded whether to run one; otherwise {@code spring.datasource.*} says where it is
 * @param port on loopback only; fixed, so that tools find it again
 * @param data where the data lives and stays
 * @param binaries where the server's programs are unpacked; beside {@code data} if not given, never
 *     a shared temporary directory, where others could plant theirs
 * @param password of the roles {@code linekeeper} and {@code postgres}; at least 12 characters
 * @param startWait how long recovery after a crash may take
 */
@ConfigurationProperties("linekeeper.postgres")
public record PostgresProperties(
    @DefaultValue("false") boolean embedded,
    @DefaultValue("5432") int port,
    @Nullable Path data,
    @Nullable Path binaries,
    @DefaultValue("") String password,
    @DefaultValue("60s") Duration startWait) {

  private static final int SHORTEST_PASSWORD = 12;
  private static final int HIGHEST_PORT = 65_535;

  /** Checks what an embedded server needs. */
  public PostgresProperties {
    if (embedded) {
      require(data != null, "linekeeper.postgres.data: name the directory the data lives in");
      require(
          port > 0 && port <= HIGHEST_PORT, "linekeeper.postgres.port: must be from 1 to 65535");
      require(
          password.length() >= SHORTEST_PASSWORD,
          "linekeeper.postgres.password: must have at least 12 characters");
    }
  }

  private static void require(boolean kept, String otherwise) {
    if (!kept) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "PostgresProperties[embedded=" + embedded + ", port=" + port + ", data=" + data + "]";
  }
}
