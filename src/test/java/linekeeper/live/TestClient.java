package linekeeper.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client written from {@code docs/live-protocol.md} alone: it knows messages, not the server. */
final class TestClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private TreeMap<String, JsonNode> state = new TreeMap<>();
  private @Nullable TreeMap<String, JsonNode> arriving;
  private long seq;
  private boolean gap;
  private int snapshots;
  private int patches;
  private @Nullable String bye;
  private @Nullable JsonNode hello;

  /** Takes one message in. */
  synchronized void read(String frame) {
    assertThat(frame).as("no full number in any message").doesNotContainPattern("(?<!\\d)1\\d{10}");
    JsonNode message = JSON.readTree(frame);
    switch (message.path("t").stringValue()) {
      case "hello" -> hello = message;
      case "snapshot" -> {
        arriving = arriving == null ? new TreeMap<>() : arriving;
        set(arriving, message);
      }
      case "marker" -> {
        state = arriving == null ? new TreeMap<>() : arriving;
        arriving = null;
        seq = message.path("seq").longValue();
        gap = false;
        snapshots++;
      }
      case "patch" -> patch(message);
      case "beat" -> gap |= message.path("seq").longValue() != seq;
      case "pong" -> {}
      case "bye" -> bye = message.path("code").stringValue();
      default -> throw new AssertionError("not in the protocol: " + frame);
    }
  }

  private void patch(JsonNode message) {
    patches++;
    if (message.path("from").longValue() != seq) {
      gap = true;
    }
    if (gap) {
      return;
    }
    set(state, message);
    message.path("gone").forEach(subject -> state.remove(subject.stringValue()));
    seq = message.path("seq").longValue();
  }

  private static void set(Map<String, JsonNode> into, JsonNode message) {
    message
        .path("set")
        .forEach(item -> into.put(item.path("subject").stringValue(), item.path("view")));
  }

  synchronized Map<String, JsonNode> state() {
    return new TreeMap<>(state);
  }

  synchronized boolean gap() {
    return gap;
  }

  synchronized int snapshots() {
    return snapshots;
  }

  synchronized int patches() {
    return patches;
  }

  synchronized @Nullable String bye() {
    return bye;
  }

  synchronized @Nullable JsonNode hello() {
    return hello;
  }
}
