package linekeeper.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Speaks clamd's INSTREAM; finds one word, and at another it says nothing. */
public final class FakeClamd {
  static final String MALWARE = "THIS-IS-MALWARE";
  static final String SILENCE = "THIS-IS-TOO-MUCH";
  private static final int LONGEST_COMMAND = 10;

  private final ServerSocket server;

  private FakeClamd(ServerSocket server) {
    this.server = server;
  }

  static FakeClamd started() {
    try {
      FakeClamd it = new FakeClamd(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(it::serve);
      return it;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException gone) {
        // the next one may stay
      }
    }
  }

  private static void answer(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] command = in.readNBytes(LONGEST_COMMAND);
    if (!new String(command, US_ASCII).equals("zINSTREAM\0")) {
      return;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int n = in.readInt(); n > 0; n = in.readInt()) {
      content.write(in.readNBytes(n));
    }
    String text = content.toString(ISO_8859_1);
    if (!text.contains(SILENCE)) {
      String verdict = text.contains(MALWARE) ? "stream: Test.Malware FOUND\0" : "stream: OK\0";
      socket.getOutputStream().write(verdict.getBytes(US_ASCII));
    }
  }
}
