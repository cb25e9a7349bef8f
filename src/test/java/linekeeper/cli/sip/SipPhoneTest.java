package linekeeper.cli.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two phones, with nothing between them but a wire that may lose packets. */
class SipPhoneTest {
  private final BlockingQueue<SipLeg> rung = new LinkedBlockingQueue<>();
  private Wire wire;
  private SipPhone callee;
  private SipPhone caller;

  @BeforeEach
  void plug_in() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    wire = new Wire(here);
    callee = new SipPhone(here, wire.address(), rung::add);
    caller = new SipPhone(here, wire.address(), stray -> stray.reject(486, "Busy Here"));
    wire.connect(caller.own(), callee.own());
  }

  @AfterEach
  void unplug() {
    caller.close();
    callee.close();
    wire.socket.close();
  }

  @Test
  void a_call_rings_is_answered_is_heard_and_is_hung_up_by_the_callee() throws Exception {
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.tone(440));
    SipLeg called = next();
    assertThat(called.shown()).contains("13800138000");
    called.ring();
    assertThat(soon(calling.rings())).isTrue();
    called.answer(Voice.tone(880));
    assertThat(soon(calling.answered())).isTrue();
    assertThat(soon(called.answered())).isTrue();
    await().until(() -> calling.audio().packetsHeard() > 25 && called.audio().packetsHeard() > 25);
    called.hangUp();
    assertThat(soon(calling.ended())).isEqualTo(new SipLeg.End(true, 200, "hung up"));
    assertThat(soon(called.ended())).isEqualTo(new SipLeg.End(false, 200, "hung up"));
  }

  @Test
  void a_caller_who_loses_patience_cancels() throws Exception {
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.silence());
    SipLeg called = next();
    called.ring();
    assertThat(soon(calling.rings())).isTrue();
    calling.hangUp();
    assertThat(soon(called.ended()).status()).isEqualTo(487);
    assertThat(soon(calling.ended())).isEqualTo(new SipLeg.End(false, 487, "Request Terminated"));
    assertThat(soon(calling.answered())).isFalse();
  }

  @Test
  void a_rejection_reaches_the_caller_with_its_status() throws Exception {
    SipLeg calling = caller.call(Caller.unknown(), "12345", Voice.silence());
    next().reject(486, "Busy Here");
    assertThat(soon(calling.ended())).isEqualTo(new SipLeg.End(true, 486, "Busy Here"));
  }

  @Test
  void hold_silences_the_other_side_until_it_is_released() throws Exception {
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.tone(440));
    SipLeg called = next();
    called.answer(Voice.tone(880));
    assertThat(soon(calling.answered())).isTrue();
    await().until(() -> called.audio().packetsHeard() > 5);
    called.hold(true);
    await()
        .until(() -> {
          long before = called.audio().packetsHeard();
          Thread.sleep(200);
          return called.audio().packetsHeard() == before;
        });
    called.hold(false);
    long held = called.audio().packetsHeard();
    await().until(() -> called.audio().packetsHeard() > held + 5);
  }

  @Test
  void lost_packets_are_sent_again() throws Exception {
    wire.lose(2); // the INVITE and its repetition
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.silence());
    SipLeg called = next();
    wire.lose(1); // the answer
    called.answer(Voice.silence());
    assertThat(soon(calling.answered())).isTrue();
    assertThat(soon(called.answered())).isTrue();
    assertThat(rung).as("a repeated INVITE is not a second call").isEmpty();
    wire.lose(1); // the BYE
    calling.hangUp();
    assertThat(soon(called.ended()).byFarEnd()).isTrue();
    assertThat(soon(calling.ended()).byFarEnd()).isFalse();
  }

  @Test
  void an_invite_that_is_repeated_before_anybody_moved_is_not_answered() throws Exception {
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.silence());
    wire.lose(1); // the "trying" that would stop the repetition
    SipLeg called = next();
    Thread.sleep(1200);
    assertThat(calling.up()).isFalse();
    assertThat(rung).isEmpty();
    called.ring();
    assertThat(soon(calling.rings())).isTrue();
  }

  @Test
  void an_unplugged_phone_says_nothing() throws Exception {
    SipLeg calling = caller.call(Caller.number("13800138000"), "12345", Voice.silence());
    SipLeg called = next();
    called.answer(Voice.silence());
    assertThat(soon(called.answered())).isTrue();
    callee.close();
    long passed = wire.passed();
    called.hangUp();
    Thread.sleep(200);
    assertThat(wire.passed()).isEqualTo(passed);
    assertThat(calling.up()).isTrue();
  }

  private SipLeg next() throws InterruptedException {
    SipLeg leg = rung.poll(10, SECONDS);
    assertThat(leg).as("a phone rings").isNotNull();
    return leg;
  }

  private static <T> T soon(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, SECONDS);
  }

  /** Passes each side's packets to the other, and loses some on demand. */
  private static final class Wire {
    private final DatagramSocket socket;
    private InetSocketAddress one = new InetSocketAddress(0);
    private InetSocketAddress other = new InetSocketAddress(0);
    private int toLose;
    private long passed;

    Wire(InetAddress here) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(here, 0));
      Thread.ofPlatform().daemon().start(this::run);
    }

    InetSocketAddress address() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    synchronized void connect(InetSocketAddress first, InetSocketAddress second) {
      one = first;
      other = second;
    }

    synchronized void lose(int packets) {
      toLose = packets;
    }

    synchronized long passed() {
      return passed;
    }

    private synchronized void pass(DatagramPacket packet) throws IOException {
      if (toLose > 0) {
        toLose--;
        return;
      }
      passed++;
      packet.setSocketAddress(packet.getSocketAddress().equals(one) ? other : one);
      socket.send(packet);
    }

    private void run() {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        try {
          socket.receive(packet);
          pass(packet);
        } catch (IOException e) {
          // closed, or nobody there any more
        }
      }
    }
  }
}
