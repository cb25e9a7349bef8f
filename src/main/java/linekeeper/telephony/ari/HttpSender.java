package linekeeper.telephony.ari;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The plain HTTP endpoint, for a switch that takes no requests over the WebSocket. One request at a
 * time, because order matters and HTTP keeps none between connections.
 */
public final class HttpSender implements RequestWindow.Sender, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final AriAddress address;
  private final Executor loop;
  private final BiConsumer<String, AriReply> answer;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** Answers are given on {@code loop}. */
  public HttpSender(AriAddress address, Executor loop, BiConsumer<String, AriReply> answer) {
    this.address = address;
    this.loop = loop;
    this.answer = answer;
  }

  @Override
  public void send(String id, AriRequest request) {
    last =
        last.thenCompose(_ -> http.sendAsync(http(request), BodyHandlers.ofString()))
            .handle((response, failure) -> reply(response, failure))
            .thenAcceptAsync(reply -> answer.accept(id, reply), loop);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest http(AriRequest request) {
    String body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address.http(request))
            .timeout(PATIENCE)
            .header("Authorization", address.authorization())
            .method(
                request.method().name(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return (body == null ? builder : builder.header("Content-Type", "application/json")).build();
  }

  private static AriReply reply(
      @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
    if (response == null) {
      return AriReply.none(AriSocket.reason(failure));
    }
    return new AriReply(response.statusCode(), "HTTP " + response.statusCode(), response.body());
  }
}
