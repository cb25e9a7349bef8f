package linekeeper.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Asterisk for tests alone: this repository's configuration, its own directory, its own
 * ports.
 */
public final class PrivateSwitch implements AutoCloseable {
  private static final Path SCRIPT = Path.of("scripts", "asterisk-instance").toAbsolutePath();
  private static final int PORTS_NEEDED = 5000;

  /** So many may run at once in one JVM, and two such JVMs side by side. */
  private static final int SWITCHES = 5;

  private static final int FIRST_PORT = 15_000;
  private static final int FIRST_SPARE = 10;

  /** Which of the JVMs that share the tests this is. */
  private static final int FORK = Integer.getInteger("linekeeper.test.fork", 1);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path directory;
  private final int portBase;
  private final Path spool;
  private final AtomicInteger spared = new AtomicInteger();
  private final String credentials;
  private final Properties secrets = new Properties();

  private PrivateSwitch(Path directory, int portBase, Path spool) throws IOException {
    this.directory = directory;
    this.portBase = portBase;
    this.spool = spool;
    script("start");
    try (var reader = Files.newBufferedReader(directory.resolve("secrets.env"), UTF_8)) {
      secrets.load(reader);
    }
    String user = "linekeeper:" + ariSecret();
    this.credentials = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
  }

  /** Starts one; the first on a fresh machine fetches Asterisk and takes minutes. */
  public static PrivateSwitch start(Path directory) throws IOException {
    return start(directory, directory.resolve("spool/recordings"));
  }

  /** Starts one that writes its recordings there. */
  public static PrivateSwitch start(Path directory, Path spool) throws IOException {
    return new PrivateSwitch(directory, freePortBase(), spool);
  }

  /** The port of ARI and of SIP over WebSocket. */
  public int httpPort() {
    return portBase + 3;
  }

  /** The port of AMI. */
  public int amiPort() {
    return portBase + 4;
  }

  /** Where phones and carriers speak SIP. */
  public InetSocketAddress sip() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), portBase + 5);
  }

  /** Where the carrier takes calls from us. */
  public InetSocketAddress carrier() {
    return new InetSocketAddress("127.0.0.2", portBase + 9);
  }

  /**
   * A port for something beside the switch, another one each time. It lies with the switch's own
   * ports: one of the kernel's own range may be taken while its server is down.
   */
  public int sparePort() {
    return portBase + FIRST_SPARE + spared.getAndIncrement();
  }

  /** ARI's secret. */
  public String ariSecret() {
    return secrets.getProperty("ARI_SECRET");
  }

  /** AMI's secret. */
  public String amiSecret() {
    return secrets.getProperty("AMI_SECRET");
  }

  /** Where recordings are written. */
  public Path spool() {
    return spool;
  }

  /** The switch's own ledger of channel events. */
  public Path ledger() {
    return directory.resolve("log/cel-custom/ledger.csv");
  }

  /** A console command's output. */
  public String rx(String command) throws IOException {
    return script("rx", command);
  }

  /** The names of all channels there are. */
  public List<String> channels() {
    List<String> names = new ArrayList<>();
    ari("/channels")
        .forEach(
            it -> names.add(it.path("name").asString("") + " " + it.path("state").asString("")));
    return names;
  }

  /** The ids of all bridges there are. */
  public List<String> bridges() {
    List<String> ids = new ArrayList<>();
    ari("/bridges").forEach(it -> ids.add(it.path("id").asString("")));
    return ids;
  }

  /** Whether an application is connected that calls are handed to. */
  public boolean serves() {
    return !ari("/applications").isEmpty();
  }

  /** Ends it as a power failure would. */
  public void kill() throws IOException {
    script("kill");
  }

  /** Starts it again after {@link #kill}. */
  public void again() throws IOException {
    script("start");
  }

  @Override
  public void close() throws IOException {
    script("stop");
  }

  private JsonNode ari(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + "/ari" + path))
            .header("Authorization", credentials)
            .build();
    try {
      return JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException("ARI does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String script(String... verb) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SCRIPT.toString(), directory.toString(), String.valueOf(portBase)));
    command.addAll(Arrays.asList(verb));
    Path output = Files.createTempFile("asterisk", ".out");
    try {
      // to a file: a pipe would be held open by the switch that the script leaves behind
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LINEKEEPER_RECORDINGS", spool.toString());
      builder.environment().put("LINEKEEPER_CARRIER_PORT", String.valueOf(carrier().getPort()));
      builder
          .environment()
          .put(
              "LINEKEEPER_LINES",
              String.join(
                  " ",
                  "12345",
                  Installation.SELF_DIALLING,
                  Installation.LISTENING,
                  Installation.CITIZEN_FIRST));
      Process process = builder.redirectOutput(output.toFile()).start();
      int result = process.waitFor();
      String text = Files.readString(output);
      if (result != 0) {
        throw new IOException(String.join(" ", verb) + ": " + result + "\n" + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  private static int freePortBase() throws IOException {
    int first = FIRST_PORT + (FORK - 1) * SWITCHES * PORTS_NEEDED;
    for (int i = 0; i < SWITCHES; i++) {
      int base = first + i * PORTS_NEEDED;
      if (free(base + 3) && free(base + 4) && free(base + 5) && free(base)) {
        return base;
      }
    }
    throw new IOException("no free ports for a switch");
  }

  private static boolean free(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
