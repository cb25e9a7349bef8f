package linekeeper.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.Voice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The citizen's phone, left listening after a lost call: it rings, is answered, and talks. */
final class AwaitedCallback {
  private static final long BEFORE_ANSWER = 1_000;
  private static final int TRIES = 50;
  private static final int DIGITS = 8;

  private final String number;
  private final Voice voice;
  private final BlockingQueue<SipLeg> rung = new LinkedBlockingQueue<>();
  private final AtomicInteger times = new AtomicInteger();

  AwaitedCallback(String number, Voice voice) {
    this.number = number.substring(Math.max(0, number.length() - DIGITS));
    this.voice = voice;
  }

  /** Somebody's phone is rung: everybody of the demo carrier lives at one address. */
  void rings(SipLeg leg) {
    if (leg.called().endsWith(number)) {
      times.incrementAndGet();
      leg.ring();
      rung.add(leg);
    } else {
      leg.reject(480, "Temporarily Unavailable");
    }
  }

  /** Waits for it, talks for so long unless the other side ends it, and says what came of it. */
  Map<String, @Nullable Object> await(CallReport report, Api api, long patience, long talk)
      throws InterruptedException {
    report.say("listening for the callback");
    SipLeg leg = rung.poll(patience, MILLISECONDS);
    Map<String, @Nullable Object> sum = new LinkedHashMap<>();
    if (leg == null) {
      report.say("nobody called back");
    } else {
      report.say("the phone rings: " + leg.shown().replaceAll(";.*$", ""));
      Thread.sleep(BEFORE_ANSWER);
      leg.answer(voice);
      talks(leg, report, talk);
    }
    JsonNode task = task(api, report.callId(), leg != null);
    sum.put("callbackId", text(task, "id"));
    sum.put("state", text(task, "state"));
    sum.put("rang", times.get());
    report.say("callback " + sum.get("state") + ", the phone rang " + times.get() + " time(s)");
    return sum;
  }

  private static void talks(SipLeg leg, CallReport report, long talk) throws InterruptedException {
    try {
      if (!leg.answered().toCompletableFuture().get(10, java.util.concurrent.TimeUnit.SECONDS)) {
        report.say("it stopped ringing");
        return;
      }
      report.say("answered the callback");
      leg.ended().toCompletableFuture().get(talk, MILLISECONDS);
      report.say("the hotline hung up");
    } catch (TimeoutException enough) {
      report.say("hanging up");
      leg.hangUp();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The task that the lost call opened; after a conversation it is closed in a moment. */
  private static JsonNode task(Api api, String callId, boolean talked) throws InterruptedException {
    JsonNode task = api.get("/api/callbacks/" + callId).body().path("callback");
    for (int i = 0; i < TRIES && talked && !task.path("closed").asBoolean(false); i++) {
      Thread.sleep(100);
      task = api.get("/api/callbacks/" + callId).body().path("callback");
    }
    return task;
  }

  private static @Nullable String text(JsonNode task, String field) {
    JsonNode value = task.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asString();
  }
}
