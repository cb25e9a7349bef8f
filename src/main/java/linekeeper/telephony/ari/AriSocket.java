package linekeeper.telephony.ari;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import linekeeper.telephony.trace.WireTrace;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to the switch, from its opening to its end. Runs on one event loop; tells its
 * listener on that loop and tells it nothing any more once it was closed by us.
 */
public final class AriSocket {
  private static final int LARGEST_FRAME = 8 * 1024 * 1024;
  private static final int LARGEST_ANSWER = 64 * 1024;
  private static final int CONNECT_MILLIS = 4_000;

  private final AriAddress address;
  private final WireTrace trace;
  private final Listener listener;
  private @Nullable Channel channel;
  private boolean closed;
  private int unflushed;

  /** Hears what the socket does. */
  public interface Listener {
    /** Both sides speak WebSocket. */
    void opened();

    /** A frame came. */
    void frame(Incoming incoming);

    /** It is over, or never began. */
    void lost(String reason);
  }

  private AriSocket(AriAddress address, WireTrace trace, Listener listener) {
    this.address = address;
    this.trace = trace;
    this.listener = listener;
  }

  /** Begins to connect; the listener hears how it went. */
  public static AriSocket open(
      EventLoop loop, AriAddress address, WireTrace trace, Listener listener) {
    AriSocket socket = new AriSocket(address, trace, listener);
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel ch) throws SSLException {
                    socket.pipeline(ch);
                  }
                })
            .connect(address.host(), address.port());
    var _ =
        connecting.addListener(done -> {
          if (!done.isSuccess()) {
            socket.end("cannot connect to " + address + ": " + reason(done.cause()));
          }
        });
    return socket;
  }

  /** Sends a request under an id; goes out with the next {@link #flush}. */
  public void send(String id, AriRequest request) {
    Channel to = channel;
    if (to == null || closed) {
      return;
    }
    byte[] frame = frame(id, request);
    trace.sent(frame);
    var _ = to.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)), to.voidPromise());
    if (unflushed++ == 0) {
      to.eventLoop().execute(this::flush);
    }
  }

  /** Ends the socket at once; the listener hears nothing more. */
  public void close() {
    closed = true;
    Channel open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  private void flush() {
    unflushed = 0;
    Channel to = channel;
    if (to != null) {
      to.flush();
    }
  }

  static byte[] frame(String id, AriRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("type", "RESTRequest");
    fields.put("transaction_id", id);
    fields.put("request_id", id);
    fields.put("method", request.method().name());
    fields.put("uri", request.uri());
    String body = request.body();
    if (body != null) {
      fields.put("content_type", "application/json");
      fields.put("message_body", body);
    }
    return AriJson.bytes(fields);
  }

  private void pipeline(SocketChannel ch) throws SSLException {
    channel = ch;
    if (closed) {
      var _ = ch.close();
      return;
    }
    if (address.secure()) {
      ch.pipeline()
          .addLast(
              SslContextBuilder.forClient()
                  .build()
                  .newHandler(ch.alloc(), address.host(), address.port()));
    }
    ch.pipeline()
        .addLast(
            new HttpClientCodec(),
            new HttpObjectAggregator(LARGEST_ANSWER),
            new WebSocketClientProtocolHandler(
                WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri(address.events())
                    .version(WebSocketVersion.V13)
                    .subprotocol("ari")
                    .customHeaders(
                        new DefaultHttpHeaders()
                            .add(HttpHeaderNames.AUTHORIZATION, address.authorization()))
                    .maxFramePayloadLength(LARGEST_FRAME)
                    .handshakeTimeoutMillis(CONNECT_MILLIS)
                    .build()),
            new WebSocketFrameAggregator(LARGEST_FRAME),
            new FrameReader(this));
  }

  void openedBySwitch() {
    if (!closed) {
      listener.opened();
    }
  }

  void received(byte[] frame, FrameDecoder decoder) {
    Incoming incoming = decoder.decode(frame, 0, frame.length);
    trace.received(frame);
    if (!closed) {
      listener.frame(incoming);
    }
  }

  void end(String reason) {
    if (closed) {
      return;
    }
    close();
    listener.lost(reason);
  }

  static byte[] copy(ByteBuf content) {
    byte[] bytes = new byte[content.readableBytes()];
    content.readBytes(bytes);
    return bytes;
  }

  static String reason(@Nullable Throwable cause) {
    if (cause == null) {
      return "unknown";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
