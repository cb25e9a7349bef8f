package linekeeper.telephony.cel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes ledgers as Asterisk 22.10.1 does: the order of the lines is one that was seen. */
final class LedgerText {
  static final long BEGIN = 1_795_279_498L;
  private final List<String> lines = new ArrayList<>();
  private long micros;

  /** One caller's call, line by line. */
  final class CallText {
    private final String leg;
    private final String number;

    CallText(String leg, String number) {
      this.leg = leg;
      this.number = number;
    }

    CallText arrives() {
      caller("CHAN_START", "from-trunk", "", "");
      return caller("APP_START", "line", "Stasis", "");
    }

    CallText fallsBack() {
      caller("APP_END", "line", "Stasis", "");
      user("LINEKEEPER_FALLBACK", "12345");
      return caller("ANSWER", "fallback", "Answer", "");
    }

    CallText waits() {
      return caller("APP_START", "fallback", "Queue", "");
    }

    CallText rings(String phone) {
      return seat(phone, "CHAN_START");
    }

    CallText ringsOut(String phone) {
      return seat(phone, "HANGUP").seat(phone, "CHAN_END");
    }

    CallText talks(String phone) {
      seat(phone, "ANSWER");
      caller("BRIDGE_ENTER", "fallback", "Queue", "");
      return seat(phone, "BRIDGE_ENTER");
    }

    CallText isTold(String status) {
      caller("APP_END", "fallback", "Queue", "");
      return user("LINEKEEPER_FALLBACK_LOST", status);
    }

    CallText ends() {
      caller("HANGUP", "fallback", "Queue", "");
      caller("CHAN_END", "fallback", "Queue", "");
      return caller("LINKEDID_END", "fallback", "Queue", "");
    }

    private CallText user(String name, String extra) {
      return add("USER_DEFINED", name, leg, "PJSIP/trunk-ip-00000001", "fallback", "", extra);
    }

    private CallText caller(String event, String context, String application, String extra) {
      return add(event, "", leg, "PJSIP/trunk-ip-00000001", context, application, extra);
    }

    private CallText seat(String phone, String event) {
      String[] parts = phone.split("/", 2);
      return add(
          event,
          "",
          leg + "-" + parts[1],
          "PJSIP/seat-" + parts[0] + "-0000" + parts[1],
          "",
          "",
          "");
    }

    private CallText add(String event, String user, String of, String channel, String... more) {
      String extra = more[2].isEmpty() ? "" : "{\"extra\":\"" + more[2] + "\"}";
      line(event, user, of, leg, channel, "", number, "12345", more[0], more[1], "", "", extra);
      return this;
    }
  }

  CallText call(String leg) {
    return new CallText(leg, "13900139501");
  }

  /** Lets time pass. */
  LedgerText after(int seconds) {
    micros += seconds * 1_000_000L;
    return this;
  }

  LedgerText line(String... fields) {
    StringBuilder line = new StringBuilder();
    line.append('"').append(BEGIN + micros / 1_000_000).append('.');
    line.append("%06d".formatted(micros % 1_000_000)).append('"');
    for (String field : fields) {
      line.append(",\"").append(field.replace("\"", "\"\"")).append('"');
    }
    micros += 1000;
    return raw(line.toString());
  }

  LedgerText raw(String line) {
    lines.add(line);
    return this;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Takes the lines written so far. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }

  /** Puts the lines written so far at the end of a file. */
  void appendTo(Path file) throws IOException {
    append(file, take());
  }

  static void append(Path file, List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
