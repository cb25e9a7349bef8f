package linekeeper.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;

/** The carrier's side of calls that we make: every citizen's phone, at one address. */
public final class TestCitizens implements AutoCloseable {
  private final BlockingQueue<SipLeg> rung = new LinkedBlockingQueue<>();
  private final AtomicInteger times = new AtomicInteger();
  private final SipPhone phone;

  TestCitizens(PrivateSwitch telephony) {
    try {
      phone =
          new SipPhone(
              telephony.carrier(),
              telephony.sip(),
              leg -> {
                times.incrementAndGet();
                rung.add(leg);
              });
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a citizen's phone to be rung, and lets it ring. */
  public SipLeg rings() {
    try {
      SipLeg leg = rung.poll(Waits.LONGEST, SECONDS);
      if (leg == null) {
        throw new AssertionError("no citizen's phone rings");
      }
      leg.ring();
      return leg;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a citizen's phone to be rung, and answers. */
  public SipLeg answers() {
    return answers(Voice.tone(TestCaller.TONE));
  }

  /** Waits for a citizen's phone to be rung, answers, and speaks so. */
  public SipLeg answers(Voice voice) {
    return answers(rings(), voice);
  }

  /** Answers a phone that rings. */
  public SipLeg answers(SipLeg ringing) {
    return answers(ringing, Voice.tone(TestCaller.TONE));
  }

  private static SipLeg answers(SipLeg leg, Voice voice) {
    leg.answer(voice);
    if (!Waits.soon(leg.answered(), "answered")) {
      throw new AssertionError("the call ended before it was answered");
    }
    return leg;
  }

  /** How often any citizen's phone was rung so far. */
  public int times() {
    return times.get();
  }

  @Override
  public void close() {
    phone.close();
  }
}
