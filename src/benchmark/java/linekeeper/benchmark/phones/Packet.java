package linekeeper.benchmark.phones;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SIP message as it came: read by searching, since only a few fields of each are of use. */
record Packet(String text) {

  boolean response() {
    return text.startsWith("SIP/2.0 ");
  }

  int status() {
    return Integer.parseInt(text.substring(8, 11));
  }

  /** The method of a request, or of what a response answers. */
  String method() {
    return response()
        ? header("CSeq").replaceFirst("^\\d+\\s+", "")
        : text.substring(0, text.indexOf(' '));
  }

  /** A header's first value, empty where there is none. */
  String header(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? "" : all.getFirst();
  }

  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    String sought = name + ":";
    int end = text.indexOf("\r\n\r\n");
    for (int at = text.indexOf("\r\n"); at >= 0 && at < end; at = text.indexOf("\r\n", at + 2)) {
      if (text.regionMatches(true, at + 2, sought, 0, sought.length())) {
        int stop = text.indexOf("\r\n", at + 2);
        values.add(text.substring(at + 2 + sought.length(), stop).strip());
      }
    }
    return values;
  }

  /** The user part of the request's address. */
  String user() {
    int from = text.indexOf("sip:") + 4;
    return text.substring(from, text.indexOf('@', from));
  }

  /** The user part of who asks; what the phone shows. */
  String caller() {
    String from = header("From");
    int begin = from.indexOf("sip:") + 4;
    return from.substring(begin, Math.max(begin, from.indexOf('@', begin)));
  }

  /** Whether this belongs to a dialog that has begun. */
  boolean within() {
    return header("To").contains(";tag=");
  }

  /** Where requests of this dialog go: the address in the Contact. */
  String contact() {
    String contact = header("Contact");
    int open = contact.indexOf('<');
    return open < 0 ? contact : contact.substring(open + 1, contact.indexOf('>', open));
  }

  /** Where the far end hears, or null where it describes nothing. */
  @Nullable InetSocketAddress audio() {
    int line = text.indexOf("c=IN IP4 ");
    int media = text.indexOf("m=audio ");
    if (line < 0 || media < 0) {
      return null;
    }
    String host = text.substring(line + 9, text.indexOf("\r\n", line)).strip();
    String port = text.substring(media + 8, text.indexOf(' ', media + 8));
    return new InetSocketAddress(host, Integer.parseInt(port));
  }

  /** Our answer to this request. */
  String answer(int status, String reason, String to, String more, String body) {
    StringBuilder answer = new StringBuilder("SIP/2.0 " + status + " " + reason + "\r\n");
    all("Via").forEach(via -> answer.append("Via: ").append(via).append("\r\n"));
    answer.append("From: ").append(header("From")).append("\r\nTo: ").append(to);
    answer.append("\r\nCall-ID: ").append(header("Call-ID"));
    answer.append("\r\nCSeq: ").append(header("CSeq")).append("\r\n").append(more);
    return answer
        .append("Content-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }
}
