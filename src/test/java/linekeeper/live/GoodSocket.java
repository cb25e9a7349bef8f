package linekeeper.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A well-behaved client on a real socket; asks for a resync where it finds a gap. */
final class GoodSocket implements WebSocket.Listener, AutoCloseable {
  static final HttpClient HTTP = HttpClient.newHttpClient();

  final TestClient client = new TestClient();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  GoodSocket(int port, String query) {
    socket =
        HTTP.newWebSocketBuilder()
            .header("Origin", "http://localhost:" + port)
            .buildAsync(URI.create("ws://localhost:" + port + "/live" + query), this)
            .join();
  }

  void say(String message) {
    socket.sendText(message, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      boolean before = client.gap();
      client.read(text.toString());
      text.setLength(0);
      if (client.gap() && !before) {
        var _ = from.sendText("{\"t\":\"resync\"}", true);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
  }

  /** Goes away without a word. */
  void leave() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
