package linekeeper.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;

/**
 * A SIP phone on a seat's desk, registered with the seat's account; each step in the test's hands.
 */
public final class DeskPhone implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.4";
  private final BlockingQueue<SipLeg> rung = new LinkedBlockingQueue<>();
  private final SipPhone sip;
  private final int tone;

  /**
   * What a phone registers with.
   *
   * @param domain host and port
   */
  public record Account(String domain, String user, String secret) {}

  private DeskPhone(String domain, int tone) {
    String[] server = domain.split(":", 2);
    this.tone = tone;
    try {
      this.sip =
          new SipPhone(
              InetAddress.getByName(ADDRESS),
              new InetSocketAddress(server[0], Integer.parseInt(server[1])),
              rung::add);
    } catch (SocketException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A phone that has registered, and that speaks at so many hertz. */
  public static DeskPhone plugIn(Account account, int tone) {
    DeskPhone phone = new DeskPhone(account.domain(), tone);
    int status =
        Waits.soon(phone.sip.register(account.user(), account.secret(), 120), "registration");
    if (status != 200) {
      phone.close();
      throw new AssertionError("registration of " + account.user() + ": " + status);
    }
    return phone;
  }

  /** The phone itself. */
  public SipPhone sip() {
    return sip;
  }

  /** Waits for the next call to arrive, and lets it ring; empty where none comes. */
  public Optional<SipLeg> rings() {
    Optional<SipLeg> leg = next(Waits.LONGEST);
    leg.ifPresent(SipLeg::ring);
    return leg;
  }

  /** Whether it is rung within so many seconds. */
  public boolean isRungWithin(int seconds) {
    return next(seconds).isPresent();
  }

  /** Picks a ringing phone up. */
  public void pickUp(SipLeg leg) {
    leg.answer(Voice.tone(tone));
    if (!Waits.soon(leg.answered(), "answered")) {
      throw new AssertionError("the call ended before it was answered");
    }
  }

  /** Pulls the plug: nobody is told. */
  public void dies() {
    sip.close();
  }

  /** Puts down what nobody took, and pulls the plug. */
  @Override
  public void close() {
    rung.forEach(SipLeg::hangUp);
    dies();
  }

  private Optional<SipLeg> next(int seconds) {
    try {
      return Optional.ofNullable(rung.poll(seconds, SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
