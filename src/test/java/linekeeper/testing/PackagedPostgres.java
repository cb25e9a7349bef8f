package linekeeper.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of the host's own packages, on a directory of its own; gone when closed. */
public final class PackagedPostgres implements AutoCloseable {
  private static final String OWNER = "postgres";
  private static final Duration START = Duration.ofMinutes(1);

  private final Path programs;
  private final Path home;
  private final int port;
  private final boolean ours;
  private @Nullable Process server;

  /**
   * Starts it.
   *
   * @param programs where {@code initdb} and {@code postgres} lie
   */
  PackagedPostgres(Path programs) throws IOException {
    this(programs, Files.createTempDirectory("linekeeper-postgres"), true);
  }

  /**
   * Starts it in this directory, which is not removed.
   *
   * @param programs where {@code initdb} and {@code postgres} lie
   */
  PackagedPostgres(Path programs, Path home) throws IOException {
    this(programs, home, false);
  }

  private PackagedPostgres(Path programs, Path home, boolean ours) throws IOException {
    this.programs = programs;
    this.ours = ours;
    this.home = home;
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    String data = home.resolve("data").toString();
    Process initialising =
        begin("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
    if (initialising.onExit().join().exitValue() != 0) {
      throw new IOException("initdb failed: " + Files.readString(home.resolve("log")));
    }
    start();
  }

  private void start() throws IOException {
    server =
        begin(
            "postgres",
            "-D",
            home.resolve("data").toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=" + home,
            "-c",
            "fsync=off");
  }

  /** Starts it again where it has given up, as whoever looks after it would. */
  public void again() throws IOException {
    if (server == null || !server.isAlive()) {
      start();
    }
    awaitAnswer();
  }

  /** Whether it does what a statement says. */
  public boolean takes(String statement) {
    try (var connection = DriverManager.getConnection(url(OWNER), OWNER, "");
        var asked = connection.createStatement()) {
      asked.execute(statement);
      return true;
    } catch (SQLException refused) {
      return false;
    }
  }

  /** Waits until it lets people in. */
  void awaitAnswer() {
    Awaitility.await().atMost(START).until(this::answers);
  }

  private boolean answers() {
    try (var connection = DriverManager.getConnection(url(OWNER), OWNER, "")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** The address of one of its databases. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** As its own user: it refuses to run as root. */
  private Process begin(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(
          List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--clear-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  /** At once, without waiting for those who are connected. */
  @Override
  public void close() throws IOException {
    begin("pg_ctl", "-D", home.resolve("data").toString(), "-m", "fast", "stop").onExit().join();
    if (ours) {
      FileSystemUtils.deleteRecursively(home);
    }
  }
}
