package linekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The directory of one installation: its addresses and, in a demo, its sign-ins. */
final class Home {
  private static final String PASSWORD = "linekeeper.demo-password.";
  private final Path directory;
  private final Properties properties;

  private Home(Path directory, Properties properties) {
    this.directory = directory;
    this.properties = properties;
  }

  /**
   * Opens a home.
   *
   * @throws Failure where nothing was set up there
   */
  static Home at(Path directory) throws IOException {
    Path file = directory.resolve("application.properties");
    if (!Files.isReadable(file)) {
      throw new Failure(directory + ": nothing runs there; start with: ./linekeeper up");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    }
    return new Home(directory, properties);
  }

  URI application() {
    return URI.create("http://127.0.0.1:" + value("server.port"));
  }

  InetSocketAddress sip() {
    String host = properties.getProperty("linekeeper.telephony.sip-host", "127.0.0.1");
    return new InetSocketAddress(host, Integer.parseInt(value("linekeeper.telephony.sip-port")));
  }

  /** Where the demo's carrier takes the calls that the hotline makes. */
  InetSocketAddress carrier() {
    String carrier = properties.getProperty("linekeeper.demo-carrier", "127.0.0.2:5060");
    int colon = carrier.lastIndexOf(':');
    return new InetSocketAddress(
        carrier.substring(0, colon), Integer.parseInt(carrier.substring(colon + 1)));
  }

  String password(String user) {
    String password = properties.getProperty(PASSWORD + user);
    if (password == null) {
      throw new Failure("no demo sign-in for " + user + " in " + directory);
    }
    return password;
  }

  /** Where this process may keep something between two runs. */
  Path run() throws IOException {
    return Files.createDirectories(directory.resolve("run"));
  }

  private String value(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new Failure(directory + "/application.properties lacks " + name);
    }
    return value;
  }
}
