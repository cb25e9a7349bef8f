package linekeeper.telephony.ari;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** The end of the pipeline: frames in, nothing held up. */
final class FrameReader extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final AriSocket socket;
  private final FrameDecoder decoder = new FrameDecoder();

  FrameReader(AriSocket socket) {
    this.socket = socket;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      socket.end("the switch closed the connection: " + close.statusCode());
    } else if (frame instanceof TextWebSocketFrame text) {
      socket.received(AriSocket.copy(text.content()), decoder);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      socket.openedBySwitch();
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    socket.end("the connection ended");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean frame =
        cause instanceof CorruptedWebSocketFrameException || cause instanceof TooLongFrameException;
    socket.end((frame ? "malformed frame: " : "") + AriSocket.reason(cause));
  }
}
