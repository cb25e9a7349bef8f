package linekeeper.benchmark.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DelimiterBasedFrameDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * The least that can be between a switch and screens: every AMI event becomes a flat JSON object
 * and goes to every socket, on one thread. No sign-in, no masking, no state, no bound.
 */
public final class BareRelay {
  private static final int LARGEST = 1 << 20;

  private BareRelay() {}

  /** Arguments: AMI port, WebSocket port; the secret is in the environment. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ChannelGroup screens = new DefaultChannelGroup(loop.next());
    var _ =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST),
                            new WebSocketServerProtocolHandler("/"),
                            new Door(screens));
                  }
                })
            .bind("127.0.0.1", Integer.parseInt(arguments[1]))
            .sync();
    try (var input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      Channel link = null;
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (link != null) {
          link.close().sync();
        }
        link = line.equals("on") ? connect(loop, Integer.parseInt(arguments[0]), screens) : null;
      }
    }
    System.exit(0); // with whoever started it
  }

  private static Channel connect(EventLoopGroup loop, int port, ChannelGroup screens)
      throws InterruptedException {
    return new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new DelimiterBasedFrameDecoder(
                            LARGEST, Unpooled.wrappedBuffer("\r\n\r\n".getBytes(UTF_8))),
                        new Relay(screens));
              }
            })
        .connect("127.0.0.1", port)
        .sync()
        .channel();
  }

  private static final class Door extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final ChannelGroup screens;

    Door(ChannelGroup screens) {
      this.screens = screens;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete) {
        screens.add(context.channel());
      }
    }
  }

  private static final class Relay extends SimpleChannelInboundHandler<ByteBuf> {
    private final ChannelGroup screens;
    private boolean ready;

    Relay(ChannelGroup screens) {
      this.screens = screens;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      String secret = System.getenv("BRIDGE_SECRET");
      var _ =
          context.writeAndFlush(
              Unpooled.copiedBuffer(
                  "Action: Login\r\nUsername: bench\r\nSecret: " + secret + "\r\n\r\n", UTF_8));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
      if (!ready) {
        ready = true;
        System.out.println("ready");
      }
      var _ = screens.writeAndFlush(new TextWebSocketFrame(json(frame.toString(UTF_8))));
    }

    private static String json(String event) {
      StringBuilder json = new StringBuilder(event.length() + 64).append('{');
      for (String line : event.split("\r\n")) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          json.append(json.length() > 1 ? ",\"" : "\"").append(line, 0, colon).append("\":\"");
          json.append(line.substring(colon + 2).replace("\\", "\\\\").replace("\"", "\\\""));
          json.append('"');
        }
      }
      return json.append('}').toString();
    }
  }
}
