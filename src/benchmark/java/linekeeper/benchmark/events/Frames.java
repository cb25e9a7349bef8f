package linekeeper.benchmark.events;

import java.util.Map;

/**
 * The events of Asterisk 22, as they look on its two interfaces: JSON over ARI, and the AMI event
 * with the same meaning, or, where AMI has none, a UserEvent of the usual size.
 */
final class Frames {
  private static final String STAMP = "2026-01-01T00:00:00.000+0000";
  private static final Map<String, String> AMI =
      Map.ofEntries(
          Map.entry("ChannelCreated", "Newchannel"),
          Map.entry("ChannelStateChange", "Newstate"),
          Map.entry("ChannelDialplan", "Newexten"),
          Map.entry("ChannelConnectedLine", "NewConnectedLine"),
          Map.entry("Dial", "DialState"),
          Map.entry("BridgeCreated", "BridgeCreate"),
          Map.entry("BridgeDestroyed", "BridgeDestroy"),
          Map.entry("ChannelEnteredBridge", "BridgeEnter"),
          Map.entry("ChannelLeftBridge", "BridgeLeave"),
          Map.entry("ChannelHangupRequest", "HangupRequest"),
          Map.entry("ChannelDestroyed", "Hangup"));

  private Frames() {}

  /** What is known of a channel. */
  record Channel(String id, String name, String state, String caller, String application) {
    String json() {
      return """
      {"id":"%s","name":"%s","state":"%s","protocol_id":"%s","caller":{"name":"","number":"%s"},\
      "connected":{"name":"","number":""},"accountcode":"","dialplan":{"context":"line","exten":"12345",\
      "priority":1,"app_name":"%s","app_data":"linekeeper,inbound,12345"},"creationtime":"%s","language":"zh"}\
      """
          .formatted(id, name, state, id, caller, application, STAMP);
    }

    String ami() {
      return """
      Channel: %s\r
      ChannelState: 6\r
      ChannelStateDesc: %s\r
      CallerIDNum: %s\r
      CallerIDName: <unknown>\r
      ConnectedLineNum: <unknown>\r
      ConnectedLineName: <unknown>\r
      Language: zh\r
      AccountCode: \r
      Context: line\r
      Exten: 12345\r
      Priority: 1\r
      Uniqueid: %s\r
      Linkedid: %s\r
      """
          .formatted(name, state, caller, id, id);
    }
  }

  /** An event about a channel. */
  static String ari(String type, Channel channel, String more) {
    return """
    {"type":"%s","timestamp":"%s",%s"%s":%s,"asterisk_id":"00:00:00:00:00:01","application":"linekeeper"}\
    """
        .formatted(type, STAMP, more, type.equals("Dial") ? "peer" : "channel", channel.json());
  }

  /** An event about a bridge, and perhaps a channel in it. */
  static String bridge(String type, String bridge, String channel) {
    return """
    {"type":"%s","timestamp":"%s","bridge":{"id":"%s","technology":"simple_bridge","bridge_type":"mixing",\
    "bridge_class":"stasis","creator":"Stasis","name":"","channels":[],"creationtime":"%s","video_mode":"none"},\
    %s"asterisk_id":"00:00:00:00:00:01","application":"linekeeper"}\
    """
        .formatted(type, STAMP, bridge, STAMP, channel);
  }

  /** An event about a playing. */
  static String playback(String type, String id, String leg, String state) {
    return """
    {"type":"%s","timestamp":"%s","playback":{"id":"%s","media_uri":"sound:greeting","target_uri":"channel:%s",\
    "language":"zh","state":"%s"},"asterisk_id":"00:00:00:00:00:01","application":"linekeeper"}\
    """
        .formatted(type, STAMP, id, leg, state);
  }

  /** The AMI event with the same meaning. */
  static String ami(String type, Channel channel, String bridge) {
    String name = AMI.getOrDefault(type, "UserEvent");
    StringBuilder event = new StringBuilder("Event: ").append(name).append("\r\n");
    event.append("Privilege: call,all\r\nTimestamp: 1767225600.000000\r\n");
    if (name.equals("UserEvent")) {
      event.append("UserEvent: ").append(type).append("\r\n");
    }
    if (name.startsWith("Bridge")) {
      event
          .append("BridgeUniqueid: ")
          .append(bridge)
          .append("\r\nBridgeType: basic\r\nBridgeTechnology: simple_bridge\r\n")
          .append("BridgeCreator: Stasis\r\nBridgeName: <unknown>\r\nBridgeNumChannels: 2\r\n")
          .append("BridgeVideoSourceMode: none\r\n");
    }
    event.append(channel.ami());
    if (name.startsWith("Hangup")) {
      event.append("Cause: 16\r\n");
    }
    return event.append("\r\n").toString();
  }
}
