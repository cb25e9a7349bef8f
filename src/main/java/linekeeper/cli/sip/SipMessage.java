package linekeeper.cli.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A SIP request or response. Header names are matched without regard to case; their order is kept.
 */
record SipMessage(String startLine, List<Header> headers, String body) {

  SipMessage {
    headers = List.copyOf(headers);
  }

  record Header(String name, String value) {}

  /** Reads one datagram; an empty or headless one is refused. */
  static SipMessage parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String[] lines = head.replaceAll("\r\n[ \t]+", " ").split("\r\n");
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(
                lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip()));
      }
    }
    if (headers.isEmpty()) {
      throw new IllegalArgumentException("not a SIP message");
    }
    return new SipMessage(lines[0], headers, end < 0 ? "" : text.substring(end + 4));
  }

  static Draft request(String method, String uri) {
    return new Draft(method + " " + uri + " SIP/2.0");
  }

  /** A response that repeats what the request demands to be repeated. */
  static Draft response(SipMessage request, int status, String reason) {
    return response(request, request.header("To"), status, reason);
  }

  /** The same, with our own tag in the To header. */
  static Draft response(SipMessage request, String to, int status, String reason) {
    Draft draft = new Draft("SIP/2.0 " + status + " " + reason);
    request.all("Via").forEach(via -> draft.with("Via", via));
    return draft
        .with("From", request.header("From"))
        .with("To", to)
        .with("Call-ID", request.header("Call-ID"))
        .with("CSeq", request.header("CSeq"));
  }

  boolean isResponse() {
    return startLine.startsWith("SIP/2.0 ");
  }

  String method() {
    return isResponse() ? cseqMethod() : startLine.substring(0, startLine.indexOf(' '));
  }

  int status() {
    return Integer.parseInt(startLine.substring(8, 11));
  }

  String reason() {
    return startLine.length() > 12 ? startLine.substring(12) : "";
  }

  String requestUri() {
    return startLine.split(" ")[1];
  }

  /** The first header of this name, empty where there is none. */
  String header(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  List<String> all(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  String cseqMethod() {
    return header("CSeq").replaceAll("^\\d+\\s+", "").toUpperCase(Locale.ROOT);
  }

  /** What tells transactions apart: the newest Via's branch and the method. */
  String transaction() {
    return parameter(header("Via"), "branch") + " " + cseqMethod();
  }

  /** A {@code ;name=value} parameter, empty where there is none. */
  static String parameter(String header, String name) {
    for (String part : header.split(";")) {
      if (part.strip().startsWith(name + "=")) {
        return part.strip().substring(name.length() + 1);
      }
    }
    return "";
  }

  /** The address between the angle brackets, or the bare address. */
  static String uri(String header) {
    int open = header.indexOf('<');
    int close = header.indexOf('>', open);
    return open >= 0 && close > open
        ? header.substring(open + 1, close)
        : header.split(";")[0].strip();
  }

  String format() {
    StringBuilder text = new StringBuilder(startLine).append("\r\n");
    headers.forEach(h -> text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
    text.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
    return text.append(body).toString();
  }

  /** A message being written. */
  static final class Draft {
    private final String startLine;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    private Draft(String startLine) {
      this.startLine = startLine;
    }

    Draft with(String name, String value) {
      headers.add(new Header(name, value));
      return this;
    }

    Draft sdp(String description) {
      body = description;
      return with("Content-Type", "application/sdp");
    }

    SipMessage done() {
      return new SipMessage(startLine, headers, body);
    }
  }
}
