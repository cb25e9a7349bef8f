package linekeeper.evidence.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import linekeeper.evidence.model.Scan;

/**
 * Asks a clamd by its {@code INSTREAM} command (clamd(8)): a file's bytes in chunks, each behind
 * its length in four bytes, and an empty one at the end.
 */
final class Clamd implements Scanner {
  private static final String NAME = "clamd";
  private static final int CHUNK = 64 << 10;
  private static final int LONGEST_ANSWER = 4096;
  private static final String OK = ": OK";
  private static final String FOUND = " FOUND";

  private final String host;
  private final int port;
  private final int patience;

  /** At {@code host:port}; each step may take this long. */
  Clamd(String address, Duration patience) {
    int colon = address.lastIndexOf(':');
    this.host = address.substring(0, colon);
    this.port = Integer.parseInt(address.substring(colon + 1));
    this.patience = Math.toIntExact(patience.toMillis());
  }

  @Override
  public Scan scan(Path file) throws IOException {
    try (Socket socket = new Socket();
        InputStream content = Files.newInputStream(file)) {
      socket.connect(new InetSocketAddress(host, port), patience);
      socket.setSoTimeout(patience);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write("zINSTREAM\0".getBytes(UTF_8));
      byte[] buffer = new byte[CHUNK];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        out.writeInt(n);
        out.write(buffer, 0, n);
      }
      out.writeInt(0);
      out.flush();
      return meaning(new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), UTF_8));
    }
  }

  /** {@code stream: OK} or {@code stream: NAME FOUND}, and a zero byte. */
  private static Scan meaning(String answer) throws IOException {
    String text = answer.replace("\0", "").strip();
    if (text.endsWith(OK)) {
      return new Scan.Clean(NAME);
    }
    if (text.endsWith(FOUND)) {
      String found = text.substring(0, text.length() - FOUND.length());
      return new Scan.Infected(NAME, found.substring(found.indexOf(": ") + 1).strip());
    }
    throw new IOException("clamd gave no verdict");
  }
}
