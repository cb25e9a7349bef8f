package linekeeper.telephony.ari;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.Switch.PhoneKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is true on the switch, from its lists of channels, bridges and endpoints. */
public final class SnapshotDecoder {
  private static final Set<String> YES = Set.of("yes", "true");

  /** A leg that we dialled and that has not answered yet is in this application of the dialplan. */
  private static final String DIALLING = "AppDial2";

  private final String application;

  /** For the application of this name; other applications' legs are none of ours. */
  public SnapshotDecoder(String application) {
    this.application = application;
  }

  /** Throws {@link IllegalArgumentException} where a list is not one. */
  public Snapshot decode(String channels, String bridges, String endpoints) {
    Map<String, BridgeId> bridged = new HashMap<>();
    Set<BridgeId> ours = bridges(bridges, bridged);
    return new Snapshot(legs(channels, bridged), ours, reachable(endpoints));
  }

  /** Whether one endpoint's phone can be rung. */
  public static boolean online(String endpoint) {
    try {
      return free(AriJson.read(endpoint));
    } catch (JacksonException _) {
      return false;
    }
  }

  /** The ids of all channels, whosever they are; throws {@link IllegalArgumentException}. */
  public static Set<String> channels(String json) {
    Set<String> ids = new HashSet<>();
    list(json).forEach(channel -> ids.add(channel.path("id").asString("")));
    return ids;
  }

  private List<Snapshot.Leg> legs(String json, Map<String, BridgeId> bridged) {
    List<Snapshot.Leg> legs = new ArrayList<>();
    for (JsonNode channel : list(json)) {
      String app = channel.path("dialplan").path("app_name").asString("");
      String[] data = channel.path("dialplan").path("app_data").asString("").split(",", 3);
      boolean conducted = EventMeaning.CONDUCTED.equals(app) && application.equals(data[0]);
      boolean dialling = DIALLING.equals(app);
      if (conducted || dialling) {
        add(legs, channel, conducted ? data : new String[0], bridged);
      }
    }
    return legs;
  }

  private static void add(
      List<Snapshot.Leg> legs, JsonNode channel, String[] data, Map<String, BridgeId> bridged) {
    String id = channel.path("id").asString("");
    boolean inbound = data.length > 1 && EventMeaning.INBOUND.equals(data[1]);
    JsonNode caller = channel.path("caller");
    try {
      legs.add(
          new Snapshot.Leg(
              new LegId(id),
              inbound,
              data.length > 0 && "Up".equals(channel.path("state").asString("")),
              PhoneNumber.heard(caller.path("number").asString("")),
              EventMeaning.shorten(caller.path("name").asString("")),
              inbound && data.length > 2 ? EventMeaning.shorten(data[2]) : "",
              bridged.get(id)));
    } catch (IllegalArgumentException _) {
      // no id of ours: somebody else's channel
    }
  }

  /** Our bridges; which channel is in which of them goes to {@code bridged}. */
  private static Set<BridgeId> bridges(String json, Map<String, BridgeId> bridged) {
    Set<BridgeId> bridges = new HashSet<>();
    for (JsonNode bridge : list(json)) {
      if (EventMeaning.CONDUCTED.equals(bridge.path("creator").asString(""))) {
        try {
          BridgeId id = new BridgeId(bridge.path("id").asString(""));
          bridges.add(id);
          bridge.path("channels").forEach(channel -> bridged.put(channel.asString(""), id));
        } catch (IllegalArgumentException _) {
          // no id of ours: somebody else's bridge
        }
      }
    }
    return bridges;
  }

  /** The seats whose phones can be rung; throws {@link IllegalArgumentException}. */
  public static Set<SeatId> reachable(String json) {
    Set<SeatId> seats = new HashSet<>();
    for (JsonNode endpoint : list(json)) {
      SeatId seat = PhoneRequests.seat(endpoint.path("resource").asString(""));
      if (seat != null && free(endpoint)) {
        seats.add(seat);
      }
    }
    return seats;
  }

  /** Registered, and in no call but ours: what the dialplan's fallback rings is not rung by us. */
  private static boolean free(JsonNode endpoint) {
    for (JsonNode channel : endpoint.path("channel_ids")) {
      if (!channel.asString("").startsWith(Ids.LEG_PREFIX)) {
        return false;
      }
    }
    return "online".equals(endpoint.path("state").asString(""));
  }

  /**
   * Which kind of phone an endpoint with these settings is for; throws {@link
   * IllegalArgumentException}.
   */
  public static PhoneKind kind(String json) {
    for (JsonNode setting : list(json)) {
      if (setting.path("attribute").asString("").equals("webrtc")) {
        return YES.contains(setting.path("value").asString("")) ? PhoneKind.WEBRTC : PhoneKind.SIP;
      }
    }
    return PhoneKind.SIP;
  }

  private static JsonNode list(String json) {
    try {
      JsonNode list = AriJson.read(json);
      if (list.isArray()) {
        return list;
      }
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("malformed list", malformed);
    }
    throw new IllegalArgumentException("not a list");
  }
}
