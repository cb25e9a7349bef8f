package linekeeper.kill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import linekeeper.testing.Hotline;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import tools.jackson.databind.JsonNode;

/** Agents who take what comes: nine calls of ten are picked up, talked for a while and ended. */
final class Robots implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.4";
  private static final int TONE = 880;
  private static final int REGISTERED_SECONDS = 120;
  private static final long REGISTER_EVERY_MILLIS = 40_000;

  private final Hotline hotline;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final List<Robot> robots = new ArrayList<>();

  private record Robot(TestSeat seat, SipPhone phone) {}

  Robots(Hotline hotline, RandomGenerator random) {
    this.hotline = hotline;
    this.random = random;
  }

  /** One more, at the seat of the same number. */
  void join(String agent) {
    TestSeat seat = hotline.seat(agent);
    JsonNode account = seat.account();
    String[] server = account.path("domain").asString("").split(":", 2);
    String user = account.path("user").asString("");
    String secret = account.path("secret").asString("");
    try {
      SipPhone phone =
          new SipPhone(
              InetAddress.getByName(ADDRESS),
              new InetSocketAddress(server[0], Integer.parseInt(server[1])),
              this::ring);
      Waits.soon(phone.register(user, secret, REGISTERED_SECONDS), "registration of " + agent);
      var _ =
          clock.scheduleAtFixedRate(
              () -> phone.register(user, secret, REGISTERED_SECONDS),
              REGISTER_EVERY_MILLIS,
              REGISTER_EVERY_MILLIS,
              MILLISECONDS);
      robots.add(new Robot(seat.phoneIsBack(), phone));
    } catch (SocketException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who was made busy takes calls again; what the floor refuses is tried the next time. */
  void takeCalls() {
    for (Robot robot : robots) {
      if (robot.seat.view().path("state").asString("").equals("BUSY")) {
        var _ = robot.seat.api().post("/api/seats/" + robot.seat.id() + "/ready", null);
      }
    }
  }

  /** The same agents after the application was started again. */
  void again() {
    robots.forEach(it -> it.seat.again(hotline.floor(), hotline.as(it.seat.agent())));
  }

  private void ring(SipLeg leg) {
    leg.ring();
    clock.execute(() -> decide(leg));
  }

  private void decide(SipLeg leg) {
    long after = random.nextLong(0, 1_000);
    if (random.nextDouble() < 0.1) {
      var _ = clock.schedule(() -> leg.reject(603, "Decline"), after, MILLISECONDS);
    } else {
      var _ = clock.schedule(() -> leg.answer(Voice.tone(TONE)), after, MILLISECONDS);
      var _ = clock.schedule(leg::hangUp, after + random.nextLong(500, 6_000), MILLISECONDS);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    robots.forEach(it -> it.phone.close());
  }
}
