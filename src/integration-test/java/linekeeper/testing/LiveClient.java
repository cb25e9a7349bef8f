package linekeeper.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import linekeeper.cli.Api;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears the live interface and keeps every message. */
public final class LiveClient implements AutoCloseable {
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  private LiveClient() {}

  static LiveClient connect(URI application, Api user) {
    LiveClient client = new LiveClient();
    HttpClient http = HttpClient.newHttpClient();
    String address = application.toString();
    client.socket =
        Waits.soon(
            http.newWebSocketBuilder()
                .header("Cookie", "LINEKEEPER=" + user.session().cookie())
                .header("Origin", address)
                .buildAsync(URI.create("ws" + address.substring(4) + "/live"), client.ear()),
            "the live socket");
    return client;
  }

  /** All that was heard so far. */
  public List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /** Waits for a message. */
  public JsonNode awaits(String what, Predicate<JsonNode> wanted) {
    Waits.until(what, () -> messages.stream().anyMatch(wanted), () -> messages);
    return messages.stream().filter(wanted).findFirst().orElseThrow();
  }

  /** The close code, as soon as the other side closes. */
  public int closed() {
    return Waits.soon(closed, "the live socket is closed");
  }

  /** Says something. */
  public void says(String text) {
    if (socket != null) {
      Waits.soon(socket.sendText(text, true), "said");
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }

  private WebSocket.Listener ear() {
    return new WebSocket.Listener() {
      private final StringBuilder text = new StringBuilder();

      @Override
      public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
          messages.add(JsonMapper.shared().readTree(text.toString()));
          text.setLength(0);
        }
        from.request(1);
        return null;
      }

      @Override
      public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
      }
    };
  }
}
