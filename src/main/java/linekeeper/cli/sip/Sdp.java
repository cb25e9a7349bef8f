package linekeeper.cli.sip;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The one session description we speak: one audio stream of G.711 A-law, and keys as events. */
final class Sdp {
  private Sdp() {}

  /**
   * Describes our side.
   *
   * @param direction {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}
   */
  static String describe(InetSocketAddress own, long version, String direction) {
    String address = own.getAddress().getHostAddress();
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 " + version + " IN IP4 " + address,
        "s=-",
        "c=IN IP4 " + address,
        "t=0 0",
        "m=audio " + own.getPort() + " RTP/AVP 8 101",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=ptime:20",
        "a=" + direction,
        "");
  }

  /** Where the far end wants its audio, or null where it describes none. */
  static @Nullable InetSocketAddress audioAddress(String description) {
    String address = "";
    int port = 0;
    for (String line : description.split("\r?\n")) {
      if (line.startsWith("c=IN IP4 ")) {
        address = line.substring(9).strip();
      } else if (line.startsWith("m=audio ")) {
        port = Integer.parseInt(line.split(" ")[1]);
      }
    }
    return address.isEmpty() || port == 0 ? null : new InetSocketAddress(address, port);
  }

  /** Our direction in answer to theirs. */
  static String mirrored(String description) {
    if (description.contains("a=sendonly")) {
      return "recvonly";
    }
    if (description.contains("a=recvonly")) {
      return "sendonly";
    }
    return description.contains("a=inactive") ? "inactive" : "sendrecv";
  }
}
