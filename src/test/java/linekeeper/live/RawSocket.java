package linekeeper.live;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A WebSocket client without manners: it sends any bytes, and reads only when asked to. */
final class RawSocket implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;

  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final String answer;
  private final List<String> texts = new ArrayList<>();

  RawSocket(int port, String query, String headers) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    String key = Base64.getEncoder().encodeToString(new byte[16]);
    send(
        ("GET /live"
                + query
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Key: "
                + key
                + "\r\n"
                + headers
                + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    answer = readHead();
  }

  /** From our own page. */
  static RawSocket of(int port, String user) throws IOException {
    return new RawSocket(port, "?as=" + user, "Origin: http://localhost:" + port + "\r\n");
  }

  private String readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  /** The answer to the handshake, its head. */
  String answer() {
    return answer;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void text(String payload) throws IOException {
    send(frame(true, TEXT, payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** A masked frame. */
  static byte[] frame(boolean last, int opcode, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((last ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return out.toByteArray();
  }

  /** Reads on until the server closes; the close code, or 1006 where it just went away. */
  int readUntilClosed() throws IOException {
    try {
      while (true) {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long size =
            switch (length) {
              case 126 -> in.readUnsignedShort();
              case 127 -> in.readLong();
              default -> length;
            };
        byte[] payload = in.readNBytes((int) size);
        int opcode = first & 0x0F;
        if (opcode == CLOSE) {
          return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        }
        texts.add(new String(payload, StandardCharsets.UTF_8));
      }
    } catch (EOFException | SocketException gone) {
      return 1006;
    }
  }

  List<String> texts() {
    return texts;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
