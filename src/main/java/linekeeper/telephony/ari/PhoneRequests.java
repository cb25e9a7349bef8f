package linekeeper.telephony.ari;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Switch.PhoneKind;
import linekeeper.telephony.ari.AriRequest.Method;
import org.jspecify.annotations.Nullable;

/** A seat's phone as objects of PJSIP's dynamic configuration. */
public final class PhoneRequests {
  private static final String PREFIX = "seat-";

  /** A phone that died without a word is noticed after this many seconds at the latest. */
  private static final int LONGEST_REGISTRATION = 120;

  /** Seconds without any voice packet: the phone died in the middle of a call. As for the trunk. */
  private static final String DEAD_AFTER = "60";

  /** The same for a phone that put the call on hold by its own button. */
  private static final String DEAD_ON_HOLD_AFTER = "900";

  private PhoneRequests() {}

  /** The name a seat's phone registers with; also its endpoint's. */
  public static String user(SeatId seat) {
    return PREFIX + seat.value();
  }

  /** The seat of an endpoint, or null where the endpoint is no seat's phone. */
  public static @Nullable SeatId seat(String endpoint) {
    try {
      return endpoint.startsWith(PREFIX) ? new SeatId(endpoint.substring(PREFIX.length())) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** In this order: what an endpoint refers to must be there before it. */
  public static List<AriRequest> create(SeatId seat, PhoneKind kind, String secret) {
    String user = user(seat);
    AriRequest auth =
        put("auth", user, Map.of("auth_type", "userpass", "username", user, "password", secret));
    return Stream.concat(Stream.of(auth), again(seat, kind).stream()).toList();
  }

  /** What can be said again without the secret, and without a difference. */
  public static List<AriRequest> again(SeatId seat, PhoneKind kind) {
    String user = user(seat);
    return List.of(
        put(
            "aor",
            user,
            Map.of(
                "max_contacts", "1",
                "remove_existing", "yes",
                "maximum_expiration", String.valueOf(LONGEST_REGISTRATION),
                "default_expiration", String.valueOf(LONGEST_REGISTRATION),
                "minimum_expiration", "10")),
        put("endpoint", user, endpoint(user, kind)));
  }

  /** What a seat's endpoint is made of; 404 where there is none. */
  public static AriRequest settings(SeatId seat) {
    return AriRequest.of(
        Method.GET, "asterisk", "config", "dynamic", "res_pjsip", "endpoint", user(seat));
  }

  /** In the opposite order; each may be gone already. */
  public static List<AriRequest> remove(SeatId seat) {
    return Stream.of("endpoint", "aor", "auth").map(type -> delete(type, user(seat))).toList();
  }

  /** Every phone and trunk of the switch. */
  public static AriRequest all() {
    return AriRequest.of(Method.GET, "endpoints", "PJSIP");
  }

  /** Whether this seat's phone is registered. */
  public static AriRequest look(SeatId seat) {
    return AriRequest.of(Method.GET, "endpoints", "PJSIP", user(seat));
  }

  private static Map<String, String> endpoint(String user, PhoneKind kind) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("aors", user);
    fields.put("auth", user);
    fields.put("context", "from-seat");
    fields.put("disallow", "all");
    fields.put("direct_media", "no");
    fields.put("language", "zh");
    fields.put("rtp_symmetric", "yes");
    fields.put("force_rport", "yes");
    fields.put("rewrite_contact", "yes");
    fields.put("rtp_timeout", DEAD_AFTER);
    fields.put("rtp_timeout_hold", DEAD_ON_HOLD_AFTER);
    switch (kind) {
      case SIP -> fields.put("allow", "alaw,ulaw");
      case WEBRTC -> {
        fields.put("allow", "opus,ulaw,alaw");
        fields.put("webrtc", "yes");
        fields.put("transport", "ws");
      }
    }
    return fields;
  }

  private static AriRequest put(String type, String user, Map<String, String> fields) {
    List<Map<String, String>> pairs =
        fields.entrySet().stream()
            .map(field -> Map.of("attribute", field.getKey(), "value", field.getValue()))
            .toList();
    return AriRequest.of(
        Method.PUT,
        Map.of("fields", pairs),
        "asterisk",
        "config",
        "dynamic",
        "res_pjsip",
        type,
        user);
  }

  private static AriRequest delete(String type, String user) {
    return AriRequest.of(Method.DELETE, "asterisk", "config", "dynamic", "res_pjsip", type, user);
  }
}
