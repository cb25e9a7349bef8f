package linekeeper.telephony.ari;

import java.util.List;
import java.util.Map;
import linekeeper.telephony.ari.AriRequest.Method;

/** The requests that keep the link itself. */
public final class LinkRequests {
  /** Events that nobody here wants: the switch shall not even make them. */
  private static final List<String> NOISE =
      List.of(
          "ChannelVarset",
          "ChannelDialplan",
          "ChannelCallerId",
          "ChannelConnectedLine",
          "ChannelEnteredBridge",
          "ChannelLeftBridge",
          "BridgeCreated",
          "PlaybackStarted",
          "PlaybackContinuing");

  private final String application;

  /** For the application of this name. */
  public LinkRequests(String application) {
    this.application = application;
  }

  /** The greeting: whoever obeys it knows us and takes requests. */
  public AriRequest quieten() {
    List<Map<String, String>> noise = NOISE.stream().map(type -> Map.of("type", type)).toList();
    return AriRequest.of(
        Method.PUT, Map.of("disallowed", noise), "applications", application, "eventFilter");
  }

  /** Every channel of the switch. */
  public AriRequest channels() {
    return AriRequest.of(Method.GET, "channels");
  }

  /** Every bridge of the switch. */
  public AriRequest bridges() {
    return AriRequest.of(Method.GET, "bridges");
  }

  /** A question about our application: hangs where the application hangs. */
  public AriRequest application() {
    return AriRequest.of(Method.GET, "applications", application);
  }

  /** A user event to ourselves. */
  public AriRequest canary() {
    AriRequest event = AriRequest.of(Method.POST, "events", "user", EventMeaning.CANARY);
    return new AriRequest(
        event.method(), event.uri() + "?application=" + AriRequest.segment(application), null);
  }
}
