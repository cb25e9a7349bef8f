package linekeeper.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
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
import linekeeper.Linekeeper;
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
      List.of(
          "agent1",
          "agent2",
          "agent3",
          "agent4",
          "agent5",
          "leader1",
          "admin1",
          "auditor1",
          "security1");
  private static final Map<Kind, Installation> RUNNING = new EnumMap<>(Kind.class);
  private static final Map<Kind, String> FAILED = new EnumMap<>(Kind.class);

  /** Where the application runs. */
  public enum Kind {
    /** Inside of this JVM; its object store is a server apart, with a cable that can be cut. */
    SHARED,
    /** In a process of its own, with a cable to the switch that can be cut. */
    KILLABLE,
    /** Inside of this JVM, with a second switch that stands by. */
    STANDBY,
    /** As {@link #KILLABLE}, with a {@link Siege} around it. */
    BESIEGED
  }

  private final Kind kind;
  private final Path home;
  private PrivateSwitch telephony;
  private @Nullable PrivateSwitch standby;
  private @Nullable Cable cable;
  private @Nullable ObjectServer objects;
  private @Nullable Cable toObjects;
  private @Nullable Siege siege;
  private final Properties properties = new Properties();
  private Application application;

  private Installation(Kind kind) throws IOException {
    this.kind = kind;
    home = Files.createTempDirectory("linekeeper-it");
    siege =
        kind == Kind.BESIEGED ? Siege.lay(home, home.resolve("asterisk/spool/recordings")) : null;
    telephony = PrivateSwitch.start(Files.createDirectories(home.resolve("asterisk")));
    try {
      addresses();
      ShortTimes.set(this::set);
      if (siege != null) {
        siege.configure(telephony, this::set);
      }
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
    return kind == Kind.SHARED || kind == Kind.STANDBY;
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

  /** The cable between the application, which must run apart, and ARI. */
  public Cable cable() {
    return Objects.requireNonNull(cable, "there is no cable to be cut");
  }

  /** The cable between the application, which must be inside or besieged, and its objects. */
  public Cable cableToObjects() {
    return Objects.requireNonNull(toObjects, "the store is inside of the application");
  }

  /** What surrounds the application, which must be {@link Kind#BESIEGED}. */
  public Siege siege() {
    return Objects.requireNonNull(siege, "nobody besieges it");
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

  /** Kills the application, which must run apart; the switch goes on. */
  public void killApplication() {
    apart().kill();
  }

  /** Freezes the application, which must run apart, and be killed or thawed afterwards. */
  public void freezeApplication() {
    apart().freeze();
  }

  /** The frozen application goes on. */
  public void thawApplication() {
    apart().thaw();
  }

  private Application.Apart apart() {
    if (application instanceof Application.Apart apart) {
      return apart;
    }
    throw new IllegalStateException("this JVM is neither to be killed nor to be frozen");
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
      if (siege != null) {
        siege.close();
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
          : Application.Apart.start(
              siege == null ? Linekeeper.class : FalseClock.class, configuration, address());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addresses() throws IOException {
    set("server.port", telephony.sparePort());
    set("linekeeper.home", home);
    set("linekeeper.demo", true);
    USERS.forEach(user -> set("linekeeper.demo-password." + user, secret()));
    set("linekeeper.postgres.embedded", true);
    set("linekeeper.postgres.port", telephony.sparePort());
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
    URI endpoint = URI.create("http://127.0.0.1:" + telephony.sparePort());
    boolean apart = kind == Kind.SHARED || kind == Kind.BESIEGED;
    if (apart) {
      objects = ObjectServer.start(home.resolve("objects"), accessKey, secretKey);
      toObjects = Cable.to(objects.address());
      endpoint = toObjects.address();
    }
    set("linekeeper.objects.embedded", !apart);
    set("linekeeper.objects.endpoint", endpoint);
    set("linekeeper.objects.access-key", accessKey);
    set("linekeeper.objects.secret-key", secretKey);
    set("linekeeper.objects.bucket", "recordings");
    set("linekeeper.objects.region", "us-east-1");
    set("linekeeper.objects.data", home.resolve("objects"));
  }

  private URI ari() {
    URI direct = URI.create("http://127.0.0.1:" + telephony.httpPort());
    if (open()) {
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

  private void write() throws IOException {
    try (Writer writer = Files.newBufferedWriter(home.resolve("application.properties"), UTF_8)) {
      properties.store(writer, null);
    }
  }

  private void set(String name, Object value) {
    properties.setProperty(name, value.toString());
  }

  private static String secret() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
