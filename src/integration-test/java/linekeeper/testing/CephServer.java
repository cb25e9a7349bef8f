package linekeeper.testing;

import io.minio.MinioClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A real Ceph of the smallest size: one monitor, one store in memory, one S3 gateway, all of them
 * on loopback, in a directory of their own and without rights of root. Where it cannot be had the
 * test fails and says why.
 */
public final class CephServer implements AutoCloseable {
  /** Signs every request. */
  public static final String ACCESS_KEY = "linekeeper";

  /** Of that key. */
  public static final String SECRET_KEY = "not-a-secret-at-all";

  private static final int START_SECONDS = 600;
  private static final int STOP_SECONDS = 10;

  private final Path root;
  private final Path home;
  private final int monitorPort;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private CephServer(Path root, Path home, int monitorPort, int port) {
    this.root = root;
    this.home = home;
    this.monitorPort = monitorPort;
    this.port = port;
  }

  /** Starts one; it answers when this returns. */
  public static CephServer start() {
    try {
      CephServer server = new CephServer(provided(), directory(), freePort(), freePort());
      try {
        server.begin();
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no Ceph", e);
    }
  }

  /** Where its S3 gateway is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The gateway's own administration. */
  public String administer(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program("radosgw-admin")));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private void begin() throws IOException {
    Files.createDirectories(home.resolve("mon"));
    Files.createDirectories(home.resolve("osd"));
    Files.writeString(home.resolve("ceph.conf"), configuration());
    keys();
    beginMonitor();
    beginStore();
    background("rgw", "radosgw", "-f", "-n", "client.admin");
    administer(
        "user",
        "create",
        "--uid=linekeeper",
        "--display-name=linekeeper",
        "--access-key=" + ACCESS_KEY,
        "--secret=" + SECRET_KEY);
    Waits.until("the gateway answers", this::listens, () -> log("rgw"));
  }

  private void beginMonitor() throws IOException {
    String cluster = UUID.randomUUID().toString();
    run(
        program("monmaptool"),
        "--create",
        "--fsid",
        cluster,
        "--addv",
        "a",
        "[v2:127.0.0.1:%d]".formatted(monitorPort),
        file("monmap"));
    run(
        program("ceph-mon"),
        "--mkfs",
        "-i",
        "a",
        "--monmap",
        file("monmap"),
        "--keyring",
        file("keyring"));
    background("mon", "ceph-mon", "-f", "-i", "a");
  }

  private void beginStore() throws IOException {
    String osd = UUID.randomUUID().toString();
    run(program("ceph"), "--connect-timeout", "60", "osd", "new", osd);
    Files.writeString(home.resolve("osd/fsid"), osd + "\n");
    run(program("ceph-osd"), "-i", "0", "--mkfs", "--osd-uuid", osd);
    background("osd", "ceph-osd", "-f", "-i", "0");
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void keys() {
    String[] all = {
      "--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"
    };
    for (String name : List.of("mon.", "client.admin", "osd.0")) {
      List<String> command = new ArrayList<>(List.of(program("ceph-authtool"), file("keyring")));
      if (name.equals("mon.")) {
        command.add("--create-keyring");
      }
      command.addAll(List.of("--gen-key", "-n", name));
      command.addAll(List.of(all));
      run(command);
    }
  }

  /**
   * One copy of everything, and a monitor that decides at once: nobody else is to be waited for.
   */
  private String configuration() throws IOException {
    Path libraries;
    try (var found = Files.newDirectoryStream(root.resolve("usr/lib"), "*-linux-gnu")) {
      libraries = found.iterator().next();
    }
    return Files.readString(Path.of("src/integration-test/resources/ceph.conf"))
        .formatted(monitorPort, home, libraries, port);
  }

  private void background(String name, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program(program)));
    command.addAll(List.of(arguments));
    processes.add(
        builder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".out").toFile())
            .start());
  }

  private String log(String name) {
    try {
      return Files.readString(home.resolve(name + ".out"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  private String program(String name) {
    return root.resolve("run").resolve(name).toString();
  }

  private String run(String... command) {
    return run(List.of(command));
  }

  private String run(List<String> command) {
    return run(builder(command));
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("CEPH_CONF", file("ceph.conf")));
    return builder;
  }

  private static String run(ProcessBuilder builder) {
    try {
      Path complaints = Files.createTempFile("linekeeper-ceph", ".err");
      Process process = builder.redirectError(complaints.toFile()).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(START_SECONDS, TimeUnit.SECONDS);
      String complained = Files.readString(complaints);
      Files.delete(complaints);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(builder.command() + " failed: " + said + complained);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path provided() {
    return Path.of(
        run(
            new ProcessBuilder(
                "bash",
                "-c",
                "set -e; . scripts/common.sh; . scripts/ceph.sh; provide_ceph;"
                    + " printf %s \"$LINEKEEPER_CEPH_ROOT\"")));
  }

  /** A client of its owner's, which asks for what nobody should get. */
  public MinioClient client() {
    return MinioClient.builder()
        .endpoint(address().toString())
        .credentials(ACCESS_KEY, SECRET_KEY)
        .build();
  }

  private static Path directory() throws IOException {
    return Files.createTempDirectory("linekeeper-ceph");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Ends its processes, each by its own handle, and removes what they kept. */
  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
