package linekeeper.cli.sip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests until they are answered (UDP loses packets) and answers repeated requests with the
 * same response. Used on the phone's lane only.
 */
final class Transactions {
  private static final long T1 = 500;
  private static final long T2 = 4000;
  private static final long GIVE_UP = 32_000;
  private static final int REMEMBERED = 200;

  private final Consumer<SipMessage> wire;
  private final ScheduledExecutorService lane;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<String, SipMessage> acknowledgements = remembering();
  private final Map<String, SipMessage> responses = remembering();

  Transactions(Consumer<SipMessage> wire, ScheduledExecutorService lane) {
    this.wire = wire;
    this.lane = lane;
  }

  /** Sends a request; its final response follows, a 408 of our own making where none came. */
  void send(SipMessage request, Consumer<SipMessage> outcome) {
    send(request, _ -> {}, outcome);
  }

  /** The same, with what is heard before the final response. */
  void send(SipMessage request, Consumer<SipMessage> provisional, Consumer<SipMessage> outcome) {
    Pending sent = new Pending(request, provisional, outcome);
    pending.put(request.transaction(), sent);
    sent.transmit(0, T1);
  }

  /** Remembers how an INVITE's final response is acknowledged, in case it is repeated. */
  void acknowledge(SipMessage response, SipMessage ack) {
    acknowledgements.put(response.transaction(), ack);
    wire.accept(ack);
  }

  void received(SipMessage response) {
    Pending asked = pending.get(response.transaction());
    if (asked == null) {
      SipMessage ack = acknowledgements.get(response.transaction());
      if (ack != null && response.status() >= 200) {
        wire.accept(ack);
      }
      return;
    }
    if (response.status() < 200) {
      asked.heard = true;
      asked.provisional.accept(response);
    } else {
      pending.remove(response.transaction());
      asked.end(response);
    }
  }

  void respond(SipMessage response) {
    responses.put(response.transaction(), response);
    wire.accept(response);
  }

  /** Whether a request came before and was answered again. */
  boolean repeated(SipMessage request) {
    SipMessage response = responses.get(request.transaction());
    if (response != null) {
      wire.accept(response);
    }
    return response != null;
  }

  private static Map<String, SipMessage> remembering() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.@Nullable Entry<String, SipMessage> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  private final class Pending {
    private final SipMessage request;
    private final Consumer<SipMessage> provisional;
    private final Consumer<SipMessage> outcome;
    private boolean heard;
    private boolean ended;

    Pending(SipMessage request, Consumer<SipMessage> provisional, Consumer<SipMessage> outcome) {
      this.request = request;
      this.provisional = provisional;
      this.outcome = outcome;
    }

    private void end(SipMessage response) {
      ended = true;
      outcome.accept(response);
    }

    private void transmit(long waited, long interval) {
      boolean invite = request.method().equals("INVITE");
      if (ended || (invite && heard)) {
        return;
      }
      if (waited >= GIVE_UP) {
        pending.remove(request.transaction());
        end(SipMessage.response(request, 408, "Request Timeout").done());
        return;
      }
      wire.accept(request);
      var _ =
          lane.schedule(
              () -> transmit(waited + interval, Math.min(2 * interval, T2)),
              interval,
              TimeUnit.MILLISECONDS);
    }
  }
}
