package linekeeper.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays a stream of AMI events to one client, as fast as that reads; lets anybody sign in. */
public final class AmiPlayer implements AutoCloseable {
  private final ServerSocket server;
  private final CountDownLatch signedIn = new CountDownLatch(1);
  private volatile Socket client = new Socket();

  /** Opens the door. */
  public AmiPlayer() throws IOException {
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("bench-ami").start(this::serve);
  }

  /** Where it is. */
  public int port() {
    return server.getLocalPort();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      client = socket;
      socket.setTcpNoDelay(true);
      say("Asterisk Call Manager/11.0.0\r\n");
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      String action = "";
      String id = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
        if (name.equals("action")) {
          action = line.substring(colon + 1).strip();
        } else if (name.equals("actionid")) {
          id = line.substring(colon + 1).strip();
        } else if (line.isEmpty() && !action.isEmpty()) {
          answer(action, id);
          action = "";
        }
      }
    } catch (IOException closed) {
      // the client has heard enough
    }
  }

  private void answer(String action, String id) throws IOException {
    String more =
        switch (action.toLowerCase(java.util.Locale.ROOT)) {
          case "challenge" -> "Challenge: 12345\r\n";
          case "command" -> "Output: Asterisk 22.10.1 built by somebody\r\n";
          case "coresettings" -> "AsteriskVersion: 22.10.1\r\nAMIversion: 11.0.0\r\n";
          default -> "Message: Authentication accepted\r\n";
        };
    say("Response: Success\r\nActionID: " + id + "\r\n" + more + "\r\n");
    if (action.equalsIgnoreCase("login")) {
      say("Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n");
      signedIn.countDown();
    }
  }

  private void say(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Plays; returns when all was taken by the kernel or the client. */
  public void play(byte[] events) throws IOException, InterruptedException {
    if (!signedIn.await(15, TimeUnit.SECONDS)) {
      throw new IOException("nobody signed in");
    }
    client.getOutputStream().write(events);
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
