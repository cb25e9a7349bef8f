package linekeeper.benchmark.live;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Many screens in one process, on one thread: each notes when it knew how many of the probes had
 * happened.
 */
// only the reading thread writes the counter, and nobody compares these records
// what becomes of a connection is told to its listener, not to who asked for it
@SuppressWarnings({"NonAtomicVolatileUpdate", "ArrayRecordComponent", "FutureReturnValueIgnored"})
public final class Watchers implements AutoCloseable {
  private static final int LARGEST_FRAME = 4 << 20;
  private static final long PATIENCE_SECONDS = 20;
  private static final long AGAIN_MILLIS = 20;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<Screen> screens = new ArrayList<>();
  private final ChannelGroup channels = new DefaultChannelGroup(loop.next());

  /** What a screen understands of what it is told. */
  public interface Reading {
    /**
     * How many probes have happened, as far as this message tells; less than before changes
     * nothing.
     */
    int probes(String message);

    /** Whether the screen shows what is true at the end. */
    boolean settled();
  }

  /** How to open a socket. */
  public record Door(URI address, Map<String, String> headers) {}

  private static final class Screen {
    private final Reading reading;
    private final long[] seenAt;
    private volatile int seen;
    private long bytes;

    Screen(Reading reading, int probes) {
      this.reading = reading;
      this.seenAt = new long[probes];
    }
  }

  /**
   * Opens as many screens and returns when all are open. Who is turned away tries again, as a
   * console does.
   *
   * @param doors the doors that are used in turn
   * @param probes how many probes there will be
   */
  public void open(int count, List<Door> doors, Supplier<Reading> reading, int probes)
      throws InterruptedException {
    CountDownLatch opened = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Screen screen = new Screen(reading.get(), probes);
      screens.add(screen);
      connect(doors.get(i % doors.size()), screen, opened);
    }
    if (!opened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(opened.getCount() + " screens could not be opened");
    }
  }

  private void connect(Door door, Screen screen, CountDownLatch opened) {
    HttpHeaders headers = new DefaultHttpHeaders();
    door.headers().forEach(headers::set);
    var handshaker =
        WebSocketClientHandshakerFactory.newHandshaker(
            door.address(), WebSocketVersion.V13, null, false, headers, LARGEST_FRAME);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channels.add(channel);
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(LARGEST_FRAME),
                        new WebSocketClientProtocolHandler(handshaker),
                        new WebSocketFrameAggregator(LARGEST_FRAME),
                        new Listener(screen, opened, () -> connect(door, screen, opened)));
              }
            })
        .connect(door.address().getHost(), door.address().getPort());
  }

  private static final class Listener extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Screen screen;
    private final CountDownLatch opened;
    private final Runnable again;
    private boolean open;

    Listener(Screen screen, CountDownLatch opened, Runnable again) {
      this.screen = screen;
      this.opened = opened;
      this.again = again;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      long now = System.nanoTime();
      screen.bytes += frame.content().readableBytes();
      int probes = Math.min(screen.reading.probes(frame.text()), screen.seenAt.length);
      while (screen.seen < probes) {
        screen.seenAt[screen.seen] = now;
        screen.seen = screen.seen + 1;
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        open = true;
        opened.countDown();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable turnedAway) {
      context.close();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext context) {
      if (!open && opened.getCount() > 0 && !context.executor().isShuttingDown()) {
        context.executor().schedule(again, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Whether every screen knows of that many probes. */
  public boolean all(int probes) {
    return screens.stream().allMatch(it -> it.seen >= probes);
  }

  /** What all screens saw. */
  public record Seen(
      double[] eachMillis, double[] lastMillis, long missed, long settled, long bytes) {}

  /**
   * What came of the probes that were meant for these moments. To be asked when nothing moves any
   * more: what a screen does not know by then counts as learned now, and as missed.
   */
  public Seen seen(long[] meantAt) {
    List<Double> each = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    long missed = 0;
    long now = System.nanoTime();
    for (int probe = 0; probe < meantAt.length; probe++) {
      double latest = 0;
      for (Screen screen : screens) {
        boolean known = screen.seen > probe;
        missed += known ? 0 : 1;
        double millis = ((known ? screen.seenAt[probe] : now) - meantAt[probe]) / 1e6;
        each.add(millis);
        latest = Math.max(latest, millis);
      }
      last.add(latest);
    }
    return new Seen(
        each.stream().mapToDouble(it -> it).toArray(),
        last.stream().mapToDouble(it -> it).toArray(),
        missed,
        screens.stream().filter(it -> it.reading.settled()).count(),
        screens.stream().mapToLong(it -> it.bytes).sum());
  }

  @Override
  public void close() {
    channels.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
