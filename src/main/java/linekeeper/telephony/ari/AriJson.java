package linekeeper.telephony.ari;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The slow way through JSON, for everything that is not on the way of an event. */
final class AriJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private AriJson() {}

  static String write(Map<String, ?> value) {
    return MAPPER.writeValueAsString(value);
  }

  static byte[] bytes(Map<String, ?> value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Throws {@link JacksonException}. */
  static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  /** The text of an error's body, or empty. */
  static String message(String body) {
    if (!body.startsWith("{")) {
      return "";
    }
    try {
      JsonNode node = read(body);
      String message = node.path("message").asString("");
      return message.isEmpty() ? node.path("error").asString("") : message;
    } catch (JacksonException _) {
      return "";
    }
  }
}
