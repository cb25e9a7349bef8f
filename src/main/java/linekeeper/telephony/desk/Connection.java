package linekeeper.telephony.desk;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import linekeeper.telephony.ari.AriAddress;
import linekeeper.telephony.ari.AriReply;
import linekeeper.telephony.ari.AriRequest;
import linekeeper.telephony.ari.AriSocket;
import linekeeper.telephony.ari.HttpSender;
import linekeeper.telephony.ari.RequestWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one socket that is in use, if any, and the way requests take: over the socket, or over plain
 * HTTP where the switch answers none there.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long SOCKET_ANSWERS_WITHIN_MILLIS = 1_500;

  private final EventLoop loop;
  private final AriAddress address;
  private final RequestWindow requests;
  private final BiFunction<EventLoop, AriSocket.Listener, AriSocket> opener;
  private AriSocket.@Nullable Listener listener;
  private @Nullable AriSocket socket;
  private @Nullable HttpSender http;

  Connection(
      EventLoop loop,
      AriAddress address,
      RequestWindow requests,
      BiFunction<EventLoop, AriSocket.Listener, AriSocket> opener) {
    this.loop = loop;
    this.address = address;
    this.requests = requests;
    this.opener = opener;
  }

  void listen(AriSocket.Listener to) {
    listener = to;
  }

  void open() {
    AriSocket.Listener to = listener;
    if (to == null) {
      throw new IllegalStateException("nobody listens");
    }
    socket = opener.apply(loop, to);
  }

  /**
   * Greets over the socket; where no answer comes in time, over HTTP, and stays with what worked.
   */
  void greet(AriRequest greeting, Consumer<AriReply> answer) {
    AriSocket greeted = socket;
    if (greeted == null) {
      return;
    }
    requests.open(greeted::send);
    boolean[] answered = {false};
    requests.send(
        greeting,
        reply -> {
          answered[0] = true;
          answer.accept(reply);
        });
    Runnable fallBack =
        () -> {
          if (socket == greeted && !answered[0]) {
            useHttp(greeting, answer);
          }
        };
    var _ = loop.schedule(fallBack, SOCKET_ANSWERS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void useHttp(AriRequest greeting, Consumer<AriReply> answer) {
    LOG.warn("the switch answers no requests over the WebSocket: using HTTP");
    requests.close("using HTTP");
    HttpSender plain = new HttpSender(address, loop, requests::answered);
    http = plain;
    requests.open(plain);
    requests.send(greeting, answer);
  }

  void close() {
    AriSocket old = socket;
    socket = null;
    if (old != null) {
      old.close();
    }
    HttpSender plain = http;
    http = null;
    if (plain != null) {
      plain.close();
    }
  }
}
