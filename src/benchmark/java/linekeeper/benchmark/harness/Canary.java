package linekeeper.benchmark.harness;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.DoubleSupplier;

/**
 * A bare Netty echo of 300 bytes over loopback: what the machine itself takes, whatever is
 * measured.
 */
public final class Canary implements DoubleSupplier, AutoCloseable {
  private static final int BYTES = 300;
  private static final int TRIPS = 2_000;

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;

  /** Opens the echo. */
  public Canary() {
    this.server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Echo());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    getAsDouble();
  }

  /** The median round trip in microseconds, of some two thousand. */
  @Override
  public double getAsDouble() {
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    double[] trips = new double[TRIPS];
    byte[] bytes = new byte[BYTES];
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < TRIPS; i++) {
        long from = System.nanoTime();
        socket.getOutputStream().write(bytes);
        in.readFully(bytes);
        trips[i] = (System.nanoTime() - from) / 1e3;
      }
    } catch (IOException e) {
      throw new IllegalStateException("the canary is dead", e);
    }
    return Stats.median(trips);
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    var _ = loop.shutdownGracefully();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var _ = context.writeAndFlush(message);
    }
  }
}
