package linekeeper.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server's messages as text: small headers around fragments that were encoded once. Grammar:
 * {@code docs/live-protocol.md}.
 */
final class Frames {
  /** The protocol's version. */
  static final int PROTOCOL = 1;

  /** Subjects in one snapshot message, so that no message grows with the floor. */
  private static final int SNAPSHOT_PART = 200;

  private static final JsonMapper JSON = JsonMapper.shared();

  private Frames() {}

  /** Where a message stands: the mirror's number, the floor's step, the moment it was written. */
  record Stamp(long seq, long step, Instant at) {
    private String fields() {
      return "\"seq\":" + seq + ",\"step\":" + step + ",\"at\":\"" + at + "\"";
    }
  }

  private record Hello(
      String t,
      int protocol,
      String epoch,
      Instant at,
      String user,
      String audience,
      String role,
      long beatMillis) {}

  static String hello(String epoch, Instant at, Who who, long beatMillis) {
    return JSON.writeValueAsString(
        new Hello(
            "hello",
            PROTOCOL,
            epoch,
            at,
            who.name(),
            who.seesFloor() ? "FLOOR" : "OWN",
            who.console() ? "CONSOLE" : "WATCH",
            beatMillis));
  }

  /** The whole state: snapshot messages, then the marker. */
  static List<String> snapshot(Stamp stamp, List<String> set) {
    List<String> frames = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(set.size(), from + SNAPSHOT_PART);
      frames.add(
          "{\"t\":\"snapshot\","
              + stamp.fields()
              + ",\"set\":["
              + String.join(",", set.subList(from, to))
              + "]}");
      from = to;
    } while (from < set.size());
    frames.add("{\"t\":\"marker\",\"seq\":" + stamp.seq() + "}");
    return frames;
  }

  static String patch(long from, Stamp stamp, List<String> set, List<String> gone) {
    StringBuilder text = new StringBuilder(256);
    text.append("{\"t\":\"patch\",\"from\":").append(from).append(',').append(stamp.fields());
    text.append(",\"set\":[");
    for (int i = 0; i < set.size(); i++) {
      text.append(i == 0 ? "" : ",").append(set.get(i));
    }
    text.append("],\"gone\":[");
    for (int i = 0; i < gone.size(); i++) {
      text.append(i == 0 ? "" : ",").append(JSON.writeValueAsString(gone.get(i)));
    }
    return text.append("]}").toString();
  }

  static String beat(long seq, Instant at) {
    return "{\"t\":\"beat\",\"seq\":" + seq + ",\"at\":\"" + at + "\"}";
  }

  static String pong(Instant at) {
    return "{\"t\":\"pong\",\"at\":\"" + at + "\"}";
  }

  static String bye(Farewell why) {
    return "{\"t\":\"bye\",\"code\":\"" + why.code() + "\",\"message\":\"" + why.message() + "\"}";
  }
}
