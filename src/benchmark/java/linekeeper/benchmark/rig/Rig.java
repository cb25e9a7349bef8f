package linekeeper.benchmark.rig;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import linekeeper.benchmark.harness.Cpu;
import linekeeper.benchmark.live.Watchers;
import linekeeper.cli.Api;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.ari.PhoneRequests;
import tools.jackson.databind.JsonNode;

/**
 * One Linekeeper in a home of its own, started by its launcher as anybody would, with a switch that
 * besides has a plain {@code app_queue} and an AMI user for the bridges that are compared with.
 */
public final class Rig implements AutoCloseable {
  /** The hotline's number for those who are to be answered by seats. */
  public static final String HOTLINE = "12345";

  /** A second line whose queue nobody serves. */
  public static final String PROBE_LINE = "12346";

  /** The number that Asterisk's own queue answers. */
  public static final String PLAIN_QUEUE = "22222";

  /** The number where callers only wait. */
  public static final String PLAIN_WAIT = "22223";

  /** Where the carrier is. */
  public static final String CARRIER = "127.0.0.2";

  private final Path repository;
  private final Path home;
  private final int port;
  private final String amiSecret = random();
  private final Properties properties = new Properties();

  private final Map<String, String> environment = new HashMap<>();

  /** A signed-in seat's phone account, and the session of who sits there. */
  public record Seat(String user, String secret, Api agent) {
    /** The seat itself. */
    public SeatId id() {
      return Objects.requireNonNull(PhoneRequests.seat(user));
    }

    @Override
    public String toString() {
      return "Seat[" + user + "]";
    }
  }

  private Rig(Path repository, Path home, int port) {
    this.repository = repository;
    this.home = home;
    this.port = port;
  }

  /** Starts everything; takes as long as {@code up} takes. */
  public static Rig start(Path repository, int port, int seats) throws Exception {
    return start(repository, port, seats, "", Map.of());
  }

  /**
   * The same with more properties, which win, and with what the application finds in its
   * environment.
   */
  public static Rig start(
      Path repository, int port, int seats, String more, Map<String, String> environment)
      throws Exception {
    Path home = repository.resolve("target/benchmark/home");
    Files.createDirectories(home.getParent());
    Rig rig = new Rig(repository, home, port);
    rig.environment.put("LINEKEEPER_LINES", HOTLINE + " " + PROBE_LINE);
    rig.environment.putAll(environment);
    Path config = home.resolveSibling("benchmark.properties");
    Files.writeString(config, Floors.properties(seats) + more);
    rig.launcher("up", "--detach", "--config", config.toString());
    try {
      try (Reader reader = Files.newBufferedReader(home.resolve("application.properties"), UTF_8)) {
        rig.properties.load(reader);
      }
      rig.extendSwitch();
    } catch (IOException failure) {
      rig.close();
      throw failure;
    }
    return rig;
  }

  private void extendSwitch() throws IOException, InterruptedException {
    for (String file : List.of("extensions.conf", "queues.conf", "manager.conf")) {
      String more = Files.readString(repository.resolve("src/benchmark/asterisk").resolve(file));
      Files.writeString(
          home.resolve("asterisk/etc").resolve(file),
          more.replace("@SECRET@", amiSecret),
          StandardOpenOption.APPEND);
    }
    rx("dialplan reload");
    rx("queue reload all");
    rx("manager reload");
  }

  private String launcher(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(repository.resolve("linekeeper").toString()));
    command.addAll(List.of("--home", home.toString(), "--port-base", Integer.toString(port)));
    command.addAll(List.of(arguments));
    return Shell.run(repository, environment, command);
  }

  /** Has the switch carry out a console command. */
  public String rx(String command) throws IOException, InterruptedException {
    return Shell.run(
        repository,
        Map.of(),
        List.of(
            repository.resolve("scripts/asterisk-instance").toString(),
            home.resolve("asterisk").toString(),
            Integer.toString(port),
            "rx",
            command));
  }

  /** Signs an administrator in. */
  public Api signIn(String user) {
    return signIn(user, value("linekeeper.demo-password." + user));
  }

  private Api signIn(String user, String password) {
    Api api = new Api(http(), Api.Session.NONE);
    require(api.signIn(user, password), "sign-in of " + user);
    return api;
  }

  /** Makes as many agents, and signs each in at a seat of its own. */
  public List<Seat> seats(int count) {
    Api admin = signIn("admin1");
    List<Seat> seats = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = "bench%02d".formatted(i);
      String password = "Bq-" + random().substring(0, 17);
      Map<String, Object> user =
          Map.of(
              "name",
              name,
              "displayName",
              name,
              "roles",
              List.of("AGENT"),
              "skills",
              List.of(),
              "password",
              password);
      Api.Answer made = admin.post("/api/users", user);
      if (!made.ok()) {
        require(
            admin.ask("PATCH", "/api/users/" + name, "{\"password\":\"" + password + "\"}"),
            "agent " + name + " (" + made.text() + ")");
      }
      seats.add(seat(i, signIn(name, password)));
    }
    return seats;
  }

  private static Seat seat(int number, Api agent) {
    String path = "/api/seats/" + Floors.seat(number);
    Api.Answer answer = agent.post(path + "/sign-in", Map.of("phone", "SIP"));
    if (answer.code().equals("agent.signed-in-elsewhere")) { // a floor remembers over a restart
      require(agent.post(path + "/sign-out", null), path + "/sign-out");
      answer = agent.post(path + "/sign-in", Map.of("phone", "SIP"));
    }
    require(answer, path + "/sign-in");
    JsonNode phone = answer.body().path("phone");
    return new Seat(phone.path("user").asString(""), phone.path("secret").asString(""), agent);
  }

  /** Has all these seats take calls from now on. */
  public static void ready(List<Seat> seats) {
    for (Seat seat : seats) {
      require(seat.agent().post("/api/seats/" + seat.id() + "/ready", null), "ready");
    }
  }

  /** Has these seats take no calls, once what they have in hand is over. */
  public static void busy(List<Seat> seats) {
    for (Seat seat : seats) {
      require(
          seat.agent().post("/api/seats/" + seat.id() + "/busy", Map.of("reason", "bench")),
          "busy");
    }
  }

  /** Makes the seats' phones members of Asterisk's own queue. */
  public void join(List<Seat> seats) throws IOException, InterruptedException {
    for (Seat seat : seats) {
      rx("queue add member PJSIP/" + seat.user() + " to bench");
    }
  }

  private static void require(Api.Answer answer, String what) {
    if (!answer.ok()) {
      throw new IllegalStateException(
          what + " was refused: " + answer.status() + " " + answer.text());
    }
  }

  /** Where the application is. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Whether a recording is still on its way into the store. */
  public boolean recordingsUnderWay() {
    String figures = new Api(http(), Api.Session.NONE).get("/metrics").text();
    return figures
        .lines()
        .filter(line -> line.startsWith("linekeeper_recording_waiting "))
        .anyMatch(line -> !line.endsWith(" 0.0"));
  }

  /**
   * Where screens watch, as whoever is signed in there; not as the console that a seat is worked
   * from.
   */
  public Watchers.Door door(Api who) {
    return new Watchers.Door(
        URI.create("ws://127.0.0.1:" + port + "/live?watch"),
        Map.of("Cookie", "LINEKEEPER=" + who.session().cookie(), "Origin", http().toString()));
  }

  /** Where the carrier takes calls from the switch. */
  public InetSocketAddress carrier() {
    return new InetSocketAddress(CARRIER, port + 6);
  }

  /** Where the switch's ARI is. */
  public URI ari() {
    return ari(port);
  }

  /** Where ARI is of a rig with this first port. */
  public static URI ari(int port) {
    return URI.create("http://127.0.0.1:" + (port + 3));
  }

  /** What ARI's user "linekeeper" proves itself with. */
  public String ariSecret() {
    return value("linekeeper.telephony.ari-secret");
  }

  /** Connections to the application's own database, in this schema first. */
  public HikariDataSource database(String schema) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(
        "jdbc:postgresql://127.0.0.1:"
            + value("linekeeper.postgres.port")
            + "/linekeeper?reWriteBatchedInserts=true&currentSchema="
            + schema);
    pool.setUsername("linekeeper");
    pool.setPassword(value("linekeeper.postgres.password"));
    return pool;
  }

  /** Waits until every recording is in the store, for half a minute at most. */
  public void awaitRecordings() throws InterruptedException {
    for (int i = 0; i < 300 && recordingsUnderWay(); i++) {
      Thread.sleep(100);
    }
  }

  /** The first port that the peers' processes may use. */
  public int peerPort() {
    return port + 9;
  }

  /** Where the switch takes calls. */
  public InetSocketAddress sip() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port + 5);
  }

  /** Where the switch's AMI is. */
  public int amiPort() {
    return port + 4;
  }

  /** What the AMI user "bench" proves itself with. */
  public String amiSecret() {
    return amiSecret;
  }

  /** Where the switch leaves recordings. */
  public Path spool() {
    return Path.of(value("linekeeper.recording.spool"));
  }

  /** One of the application's properties. */
  public String value(String name) {
    return Objects.requireNonNull(properties.getProperty(name), name);
  }

  /** The application's process. */
  public long application() throws IOException {
    return Long.parseLong(Files.readString(home.resolve("run/application.pid")).strip());
  }

  /** Milliseconds of processor time that all of ours has used: the application, its database. */
  public double ourMillis() throws IOException {
    Path server = home.resolve("postgres/postmaster.pid");
    return Cpu.millisOfTree(application())
        + Cpu.millisOfTree(Long.parseLong(Files.readAllLines(server).getFirst().strip()));
  }

  /** The switch's process. */
  public long telephoneSwitch() throws IOException {
    return Long.parseLong(Files.readString(home.resolve("asterisk/run/asterisk.pid")).strip());
  }

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() throws IOException {
    try {
      launcher("down");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
