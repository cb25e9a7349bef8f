package linekeeper.telephony.desk;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A switch that behaves as badly as a test wants. */
final class FakeAri implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** What was asked, as {@code METHOD uri}. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Headers and address of each handshake. */
  final List<String> handshakes = new CopyOnWriteArrayList<>();

  /** Statuses by the beginning of {@code METHOD uri}; 200 else. */
  final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  /** Bodies by {@code METHOD uri}; an empty list else. */
  final Map<String, String> bodies = new ConcurrentHashMap<>();

  volatile boolean frozen;
  volatile boolean socketTakesNoRequests;
  volatile boolean echoesCanaries = true;

  /** Answers are kept back until there are this many, and then given last first. */
  volatile int answersAtOnce = 1;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<String> keptBack = new ArrayList<>();
  private final Channel server;
  private volatile @Nullable Channel client;

  FakeAri() throws InterruptedException {
    this(0);
  }

  FakeAri(int port) throws InterruptedException {
    server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel ch) {
                    ch.pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(1 << 20),
                            new Plain(),
                            new WebSocketServerProtocolHandler(
                                "/ari/events", "ari", true, 1 << 20, false, true),
                            new Requests());
                  }
                })
            .bind("127.0.0.1", port)
            .sync()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Sends text to the client, whatever it is. */
  void say(String frame) {
    Channel to = client;
    if (to != null) {
      var _ = to.writeAndFlush(new TextWebSocketFrame(frame));
    }
  }

  /** Sends bytes past the WebSocket's own framing. */
  void sayBytes(byte[] bytes) {
    Channel to = client;
    if (to != null) {
      var _ = to.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }
  }

  void cut() {
    Channel to = client;
    if (to != null) {
      var _ = to.close();
    }
  }

  @Override
  public void close() {
    cut();
    var _ = server.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private int status(String what) {
    return statuses.entrySet().stream()
        .filter(entry -> what.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(200);
  }

  /** Plain HTTP beside the WebSocket. */
  private final class Plain extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
        handshakes.add(request.uri() + " " + request.headers().get(HttpHeaderNames.AUTHORIZATION));
        context.fireChannelRead(request.retain());
        return;
      }
      String what = request.method() + " " + request.uri().replaceFirst("^/ari/", "");
      asked.add(what);
      byte[] body = bodies.getOrDefault(what, "[]").getBytes(StandardCharsets.UTF_8);
      DefaultFullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status(what)),
              Unpooled.wrappedBuffer(body));
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
      var _ = context.writeAndFlush(response);
      echo(what);
    }
  }

  private final class Requests extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete) {
        client = context.channel();
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      ByteBuf content = frame.content();
      JsonNode request = MAPPER.readTree(content.toString(StandardCharsets.UTF_8));
      String what = request.path("method").asString() + " " + request.path("uri").asString();
      if (frozen || socketTakesNoRequests) {
        return;
      }
      asked.add(what);
      echo(what);
      answer(
          what,
          MAPPER.writeValueAsString(
              Map.of(
                  "type",
                  "RESTResponse",
                  "request_id",
                  request.path("request_id").asString(),
                  "status_code",
                  status(what),
                  "reason_phrase",
                  "told by the test",
                  "message_body",
                  bodies.getOrDefault(what, "[]"))));
    }

    /** What keeps the link alive is answered at once: only what the test asks for is kept back. */
    private void answer(String what, String reply) {
      if (!what.endsWith("/answer")) {
        say(reply);
        return;
      }
      keptBack.add(reply);
      if (keptBack.size() >= answersAtOnce) {
        keptBack.reversed().forEach(FakeAri.this::say);
        keptBack.clear();
      }
    }
  }

  private void echo(String what) {
    if (echoesCanaries && what.startsWith("POST events/user/")) {
      say("{\"type\":\"ChannelUserevent\",\"eventname\":\"linekeeper-canary\"}");
    }
  }
}
