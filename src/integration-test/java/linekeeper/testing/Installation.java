package linekeeper.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import linekeeper.cli.Api;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Everything of one Linekeeper in a directory of its own, as {@code ./linekeeper up} would set it
 * up, but with short times.
 */
public final class Installation implements AutoCloseable {
  /** The number of a line whose lost callers are called back from the queue by itself. */
  public static final String SELF_DIALLING = "12346";

  /** The number of a line on whose callbacks who answers is listened to before he is connected. */
  public static final String LISTENING = "12347";

  /** The number of a line whose lost callers are rung before an agent is. */
  public static final String CITIZEN_FIRST = "12348";

  private static final List<String> USERS =
      List.of("agent1", "agent2", "agent3", "agent4", "agent5", "leader1", "admin1", "auditor1");
  private static final Map<Kind, Installation> RUNNING = new EnumMap<>(Kind.class);
  private static final Map<Kind, String> FAILED = new EnumMap<>(Kind.class);

  /** Where the application runs. */
  public enum Kind {
    /** Inside of this JVM; its object store is a server apart, with a cable that can be cut. */
    SHARED,
    /** In a process of its own, with a cable to the switch that can be cut. */
    KILLABLE,
    /** Inside of this JVM, with a second switch that stands by. */
    STANDBY
  }

  private final Kind kind;
  private final Path home;
  private PrivateSwitch telephony;
  private @Nullable PrivateSwitch standby;
  private @Nullable Cable cable;
  private @Nullable ObjectServer objects;
  private @Nullable Cable toObjects;
  private final Properties properties = new Properties();
  private Application application;

  private Installation(Kind kind) throws IOException {
    this.kind = kind;
    home = Files.createTempDirectory("linekeeper-it");
    telephony = PrivateSwitch.start(Files.createDirectories(home.resolve("asterisk")));
    try {
      addresses();
      shortTimes();
      if (kind == Kind.STANDBY) {
        standBy(home.resolve("standby"));
      }
      write();
      application = boot();
    } catch (IOException | RuntimeException e) {
      clear();
      throw e;
    }
  }

  /** The one of its kind that all tests of this JVM share; started by the first who asks. */
  public static synchronized Installation shared(Kind kind) {
    String failure = FAILED.get(kind);
    if (failure != null) {
      throw new IllegalStateException("the hotline did not start: " + failure);
    }
    return RUNNING.computeIfAbsent(kind, Installation::start);
  }

  private static Installation start(Kind kind) {
    try {
      Installation started = new Installation(kind);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      return started;
    } catch (IOException | RuntimeException e) {
      FAILED.put(kind, e.toString());
      throw new IllegalStateException("the hotline does not start", e);
    }
  }

  /** The home directory, for those who only get that. */
  public Path home() {
    return home;
  }

  /** The switch. */
  public PrivateSwitch telephony() {
    return telephony;
  }

  /** The switch that serves dies as in a power failure; from now on the one that stood by is it. */
  public void switchDies() throws IOException {
    PrivateSwitch next = Objects.requireNonNull(standby, "nothing stands by");
    telephony.kill();
    telephony = next;
    standby = null;
  }

  /** The application's address. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + properties.getProperty("server.port"));
  }

  /** Whether a test can look into the application. */
  public boolean open() {
    return kind != Kind.KILLABLE;
  }

  /** A part of the application. */
  public <T> T part(Class<T> type) {
    if (application instanceof Application.Inside inside) {
      return inside.context().getBean(type);
    }
    throw new IllegalStateException("nobody looks into another process");
  }

  /** The HTTP interface, signed in as this demo user. */
  public Api as(String user) {
    Api api = new Api(address(), Api.Session.NONE);
    Api.Answer answer = api.signIn(user, password(user));
    if (!answer.ok()) {
      throw new IllegalStateException(
          user + " cannot sign in: " + answer.status() + " " + answer.text());
    }
    return api;
  }

  /** A demo user's password. */
  public String password(String user) {
    return properties.getProperty("linekeeper.demo-password." + user);
  }

  /** The cable between the application, which must be {@link Kind#KILLABLE}, and ARI. */
  public Cable cable() {
    return Objects.requireNonNull(cable, "there is no cable to be cut");
  }

  /** The cable between the application, which must be {@link Kind#SHARED}, and its objects. */
  public Cable cableToObjects() {
    return Objects.requireNonNull(toObjects, "the store is inside of the application");
  }

  /** Where the embedded database keeps its data. */
  public Path database() {
    return home.resolve("postgres");
  }

  /** A connection to the embedded database, to read what is really there. */
  public Connection readDatabase() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:"
                + properties.getProperty("linekeeper.postgres.port")
                + "/linekeeper",
            "linekeeper",
            properties.getProperty("linekeeper.postgres.password"));
    connection.setReadOnly(true);
    return connection;
  }

  /** Stops the application in order; the switch goes on. */
  public void stopApplication() {
    application.stop();
  }

  /** Kills the application, which must be {@link Kind#KILLABLE}; the switch goes on. */
  public void killApplication() {
    if (!(application instanceof Application.Apart apart)) {
      throw new IllegalStateException("this JVM is not to be killed");
    }
    apart.kill();
  }

  /** Freezes the application, which must be {@link Kind#KILLABLE} and be killed afterwards. */
  public void freezeApplication() {
    if (!(application instanceof Application.Apart apart)) {
      throw new IllegalStateException("this JVM is not to be frozen");
    }
    apart.freeze();
  }

  /** Starts the application again on the data it left. */
  public void startApplication() {
    application = boot();
  }

  @Override
  public void close() {
    application.stop();
    clear();
  }

  private void clear() {
    try {
      telephony.close();
      if (cable != null) {
        cable.close();
      }
      if (toObjects != null) {
        toObjects.close();
      }
      if (objects != null) {
        objects.close();
      }
      if (standby != null) {
        standby.close();
      }
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Application boot() {
    Path configuration = home.resolve("application.properties");
    try {
      return open()
          ? Application.Inside.start(configuration)
          : Application.Apart.start(configuration, address());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addresses() throws IOException {
    set("server.port", freePort());
    set("linekeeper.home", home);
    set("linekeeper.demo", true);
    USERS.forEach(user -> set("linekeeper.demo-password." + user, secret()));
    set("linekeeper.postgres.embedded", true);
    set("linekeeper.postgres.port", freePort());
    set("linekeeper.postgres.data", home.resolve("postgres"));
    set("linekeeper.postgres.password", secret());
    objects();
    set("linekeeper.telephony.ari-url", ari());
    set("linekeeper.telephony.ari-user", "linekeeper");
    set("linekeeper.telephony.ari-secret", telephony.ariSecret());
    set("linekeeper.telephony.ami-host", "127.0.0.1");
    set("linekeeper.telephony.ami-port", telephony.amiPort());
    set("linekeeper.telephony.ami-user", "linekeeper");
    set("linekeeper.telephony.ami-secret", telephony.amiSecret());
    set("linekeeper.telephony.application", "linekeeper");
    set("linekeeper.telephony.sip-host", "127.0.0.1");
    set("linekeeper.telephony.sip-port", telephony.sip().getPort());
    set("linekeeper.telephony.ws-url", "ws://127.0.0.1:" + telephony.httpPort() + "/ws");
    set("linekeeper.recording.spool", telephony.spool());
    set("linekeeper.telephony.ledger", telephony.ledger());
    InetSocketAddress carrier = telephony.carrier();
    set("linekeeper.demo-carrier", carrier.getAddress().getHostAddress() + ":" + carrier.getPort());
  }

  private void objects() throws IOException {
    String accessKey = secret();
    String secretKey = secret();
    URI endpoint = URI.create("http://127.0.0.1:" + freePort());
    if (kind == Kind.SHARED) {
      objects = ObjectServer.start(home.resolve("objects"), accessKey, secretKey);
      toObjects = Cable.to(objects.address());
      endpoint = toObjects.address();
    }
    set("linekeeper.objects.embedded", kind != Kind.SHARED);
    set("linekeeper.objects.endpoint", endpoint);
    set("linekeeper.objects.access-key", accessKey);
    set("linekeeper.objects.secret-key", secretKey);
    set("linekeeper.objects.bucket", "recordings");
    set("linekeeper.objects.region", "us-east-1");
    set("linekeeper.objects.data", home.resolve("objects"));
  }

  private URI ari() {
    URI direct = URI.create("http://127.0.0.1:" + telephony.httpPort());
    if (kind != Kind.KILLABLE) {
      return direct;
    }
    Cable between = Cable.to(direct);
    cable = between;
    return between.address();
  }

  private void standBy(Path directory) throws IOException {
    PrivateSwitch second =
        PrivateSwitch.start(Files.createDirectories(directory), telephony.spool());
    standby = second;
    String prefix = "linekeeper.telephony.standby[0].";
    set(prefix + "ari-url", "http://127.0.0.1:" + second.httpPort());
    set(prefix + "ari-secret", second.ariSecret());
    set(prefix + "ami-port", second.amiPort());
    set(prefix + "ami-secret", second.amiSecret());
    set(prefix + "sip-port", second.sip().getPort());
    set(prefix + "ws-url", "ws://127.0.0.1:" + second.httpPort() + "/ws");
    set("linekeeper.telephony.take-over-after", "6s");
  }

  /** A person's patience costs a test's time; the rules stay the same. */
  private void shortTimes() {
    set("linekeeper.floor.wrap-up", "3s");
    set("linekeeper.floor.console-grace", "2s");
    line(0, "hotline", "市民服务热线", "12345");
    line(1, "selfdialling", "自动回拨热线", SELF_DIALLING);
    set("linekeeper.floor.lines[1].invite-after", "1s");
    set("linekeeper.floor.lines[1].invite-every", "10s");
    line(2, "listening", "先听后接热线", LISTENING);
    line(3, "citizenfirst", "先振市民热线", CITIZEN_FIRST);
    set("linekeeper.floor.queues[0].id", "service");
    set("linekeeper.floor.queues[0].name", "综合服务");
    set("linekeeper.floor.queues[0].skills", "");
    set("linekeeper.floor.queues[0].strategy", "FEWEST_MISSED,LONGEST_IDLE");
    set("linekeeper.floor.queues[0].max-waiting", 10);
    set("linekeeper.floor.queues[0].max-wait", "10m"); // no test waits for it, a slow start may
    set("linekeeper.floor.queues[0].ring", "3s");
    set("linekeeper.floor.queues[0].announce-every", "4s");
    set("linekeeper.floor.queues[0].priority", 0);
    set("linekeeper.callback.sweep", "200ms");
    rule(0, "*", false);
    rule(1, "selfdialling", true);
    rule(2, "listening", false);
    set("linekeeper.callback.rules[2].listen-first", true);
    rule(3, "citizenfirst", true);
    set("linekeeper.callback.rules[3].order", "CUSTOMER_FIRST");
    set("linekeeper.callback.outbound.per-agent-hour", 10_000);
    set("linekeeper.callback.outbound.per-hour", 10_000);
  }

  private void line(int number, String id, String name, String dialled) {
    String line = "linekeeper.floor.lines[" + number + "].";
    set(line + "id", id);
    set(line + "name", name);
    set(line + "numbers[0]", dialled);
    set(line + "queue", "service");
    set(line + "greeting[0]", "thanks"); // 2.1 s, the shortest prompt
  }

  /** By hand on some lines, from the queue on the others. */
  private void rule(int number, String line, boolean automatic) {
    String rule = "linekeeper.callback.rules[" + number + "].";
    set(rule + "line", line);
    set(rule + "from", "2026-01-01T00:00:00Z");
    set(rule + "reason", "short times for tests");
    set(rule + "first-within", "15m");
    set(rule + "not-within", "0s");
    set(rule + "attempts", 2);
    set(rule + "spacing", "2s");
    set(rule + "fresh", "15m");
    set(rule + "short-abandon", "0s");
    set(rule + "give-up", "72h");
    set(rule + "claim", "10m");
    set(rule + "automatic", automatic);
    set(rule + "keep-free", 0);
    set(rule + "schedule-within", "168h");
  }

  private void write() throws IOException {
    try (Writer writer = Files.newBufferedWriter(home.resolve("application.properties"), UTF_8)) {
      properties.store(writer, null);
    }
  }

  private void set(String name, Object value) {
    properties.setProperty(name, value.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String secret() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
