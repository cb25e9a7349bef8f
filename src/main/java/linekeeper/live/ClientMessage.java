package linekeeper.live;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client may say. */
enum ClientMessage {
  /** Asks for a sign of life. */
  PING,
  /** Asks for the whole state. */
  RESYNC,
  /** JSON, but nothing a client may say. */
  UNKNOWN,
  /** Not JSON, or not an object with a type. */
  MALFORMED;

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads what a stranger sent; never fails. */
  static ClientMessage read(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (JacksonException e) {
      return MALFORMED;
    }
    JsonNode type = message.path("t");
    if (!message.isObject() || !type.isString()) {
      return MALFORMED;
    }
    return switch (type.stringValue()) {
      case "ping" -> PING;
      case "resync" -> RESYNC;
      default -> UNKNOWN;
    };
  }
}
