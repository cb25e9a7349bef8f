package linekeeper.telephony.ari;

import linekeeper.telephony.ari.RawEvent.RawChannel;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Bytes of one frame to what they mean, in one pass that reads the few fields needed and skips the
 * rest. Never throws: what cannot be understood is {@link Incoming.Garbled}.
 */
public final class FrameDecoder {
  private static final int DEEPEST = 64;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  /** The meaning of {@code length} bytes from {@code offset}. */
  public Incoming decode(byte[] bytes, int offset, int length) {
    RawEvent raw = new RawEvent();
    try (JsonParser json = factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Incoming.Garbled("malformed", "not an object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(json, name, raw);
        if (EventMeaning.IGNORED.contains(raw.type)) {
          // most of what a busy switch says; its rest, a kilobyte or two, is not even read
          return new Incoming.Ignored(raw.type);
        }
      }
      if (json.nextToken() != null) {
        return new Incoming.Garbled("malformed", "more than one object");
      }
    } catch (JacksonException | IllegalArgumentException failure) {
      return new Incoming.Garbled("malformed", failure.getClass().getSimpleName());
    }
    return EventMeaning.of(raw);
  }

  private static void field(JsonParser json, String name, RawEvent raw) {
    switch (name) {
      case "type" -> raw.type = text(json);
      case "channel", "peer" -> channel(json, raw.channel);
      case "playback", "bridge" -> thing(json, raw);
      case "args" -> arguments(json, raw);
      case "cause" -> raw.cause = number(json);
      case "soft" -> raw.soft = json.currentToken() == JsonToken.VALUE_TRUE;
      case "digit" -> raw.digit = text(json);
      case "dialstatus" -> raw.dialStatus = text(json);
      case "eventname" -> raw.eventName = text(json);
      case "request_id" -> raw.requestId = text(json);
      case "status_code" -> raw.status = number(json);
      case "reason_phrase" -> raw.reason = text(json);
      case "message_body" -> raw.body = text(json);
      default -> json.skipChildren();
    }
  }

  private static void channel(JsonParser json, RawChannel channel) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> channel.id = text(json);
        case "state" -> channel.state = text(json);
        case "caller" -> caller(json, channel);
        case "dialplan" -> dialplan(json, channel);
        default -> json.skipChildren();
      }
    }
  }

  private static void caller(JsonParser json, RawChannel channel) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "name" -> channel.callerName = text(json);
        case "number" -> channel.callerNumber = text(json);
        default -> json.skipChildren();
      }
    }
  }

  private static void dialplan(JsonParser json, RawChannel channel) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if ("app_name".equals(name)) {
        channel.app = text(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void thing(JsonParser json, RawEvent raw) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> raw.thing = text(json);
        case "state" -> raw.thingState = text(json);
        default -> json.skipChildren();
      }
    }
  }

  private static void arguments(JsonParser json, RawEvent raw) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      String argument = text(json);
      if (i == 0) {
        raw.firstArgument = argument;
      } else if (i == 1) {
        raw.secondArgument = argument;
      }
    }
  }

  private static String text(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return "";
  }

  private static int number(JsonParser json) {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return json.getIntValue();
    }
    json.skipChildren();
    return 0;
  }
}
