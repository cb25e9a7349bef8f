package linekeeper.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import tools.jackson.databind.JsonNode;

/** A seat that works by itself: signed in, ready, with a phone that is answered or declined. */
final class RobotSeat implements AutoCloseable {
  private static final String PHONE = "127.0.0.4";
  private static final int TONE = 880;
  private static final int EXPIRES = 300;
  private static final long REFRESH = 60;

  /**
   * How it behaves, in milliseconds.
   *
   * @param talk until it hangs up, or -1 where it waits for the caller to
   */
  record Manners(long answerAfter, long talk, long wrap, boolean decline) {}

  private final Api api;
  private final Manners manners;
  private final Consumer<String> out;
  private final Semaphore done = new Semaphore(0);
  private final ScheduledExecutorService hands =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("robot").unstarted(task));
  private final String seat;
  private final Account account;
  private final SipPhone phone;
  private volatile boolean closed;

  private record Account(String user, String secret) {}

  /**
   * Signs in at the seat, or at the first free one where none is named, registers, and takes calls.
   *
   * @throws Failure where that is refused
   */
  RobotSeat(Api api, String wanted, Manners manners, Consumer<String> out) throws IOException {
    this.api = api;
    this.manners = manners;
    this.out = out;
    JsonNode signedIn = signIn(api, wanted);
    this.seat = signedIn.path("seat").path("id").asString(signedIn.path("seat").asString(""));
    JsonNode given = signedIn.path("phone");
    this.account = new Account(given.path("user").asString(""), given.path("secret").asString(""));
    String[] domain = given.path("domain").asString("").split(":");
    InetSocketAddress server = new InetSocketAddress(domain[0], Integer.parseInt(domain[1]));
    this.phone = new SipPhone(InetAddress.getByName(PHONE), server, this::rings);
    out.accept("signed in at seat " + seat);
    register(EXPIRES);
    require(api.post("/api/seats/" + seat + "/ready", null), "ready");
    out.accept("ready");
    var _ = hands.scheduleWithFixedDelay(this::refresh, REFRESH, REFRESH, SECONDS);
  }

  /** Waits until it has dealt with so many calls. */
  void await(int calls) throws InterruptedException {
    done.acquire(calls);
  }

  /** Signs out and unregisters. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    hands.shutdownNow();
    Api.Answer answer = api.post("/api/seats/" + seat + "/sign-out", null);
    out.accept(answer.ok() ? "signed out" : "sign-out refused: " + answer.code());
    try {
      register(0);
    } catch (Failure e) {
      // the account went with the sign-out
    }
    phone.close();
  }

  private static JsonNode signIn(Api api, String wanted) {
    Api.Answer answer = new Api.Answer(404, api.get("/api/floor").body(), "");
    for (JsonNode seat : answer.body().path("seats")) {
      String id = seat.path("id").asString("");
      boolean free = seat.path("state").asString("").equals("SIGNED_OUT");
      if (wanted.isEmpty() ? !free : !id.equals(wanted)) {
        continue;
      }
      answer = api.post("/api/seats/" + id + "/sign-in", Map.of("phone", "SIP"));
      if (answer.ok()) {
        return answer.body();
      }
      if (!answer.code().equals("seat.taken")) {
        break;
      }
    }
    if (answer.code().isEmpty()) {
      throw new Failure(wanted.isEmpty() ? "no seat is free" : "no such seat: " + wanted);
    }
    throw new Failure(
        "sign-in at a seat refused: "
            + answer.code()
            + ": "
            + answer.body().path("detail").asString(""));
  }

  private void register(int expires) {
    int status;
    try {
      status =
          phone
              .register(account.user(), account.secret(), expires)
              .toCompletableFuture()
              .get(10, SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      status = 408;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 408;
    }
    if (status != 200) {
      throw new Failure("the phone's registration was answered with " + status);
    }
  }

  /** Keeps the registration and the session alive. */
  private void refresh() {
    try {
      register(EXPIRES);
      require(api.get("/api/session"), "session");
    } catch (Failure e) {
      out.accept(e.getMessage() == null ? "refresh failed" : e.getMessage());
    }
  }

  private void rings(SipLeg leg) {
    out.accept("ringing: " + leg.shown().replaceAll(";.*$", ""));
    leg.ring();
    var _ = leg.ended().thenAccept(end -> hands.execute(() -> after(end)));
    var answering =
        hands.schedule(
            () -> {
              if (manners.decline()) {
                leg.reject(486, "Busy Here");
              } else {
                leg.answer(Voice.tone(TONE));
              }
            },
            manners.answerAfter(),
            MILLISECONDS);
    var _ =
        leg.answered()
            .thenAccept(answered -> {
              if (answered) {
                talk(leg);
              } else {
                answering.cancel(false);
              }
            });
  }

  private void talk(SipLeg leg) {
    out.accept("answered");
    if (manners.talk() >= 0) {
      var _ = hands.schedule(leg::hangUp, manners.talk(), MILLISECONDS);
    }
  }

  private void after(SipLeg.End end) {
    out.accept(
        end.status() == 200
            ? "call ended by " + (end.byFarEnd() ? "the other side" : "this seat")
            : "not taken: " + end.status() + " " + end.reason());
    var _ =
        hands.schedule(
            () -> {
              if (end.status() == 200) {
                finishWrapUp(20);
              } else {
                done.release();
              }
            },
            end.status() == 200 ? manners.wrap() : 0,
            MILLISECONDS);
  }

  /** The floor may learn of the end a moment after the phone does. */
  private void finishWrapUp(int tries) {
    if (api.post("/api/seats/" + seat + "/finish-wrap-up", null).ok()) {
      out.accept("wrap-up finished");
      done.release();
    } else if (tries == 0) {
      done.release();
    } else {
      var _ = hands.schedule(() -> finishWrapUp(tries - 1), 100, MILLISECONDS);
    }
  }

  private static void require(Api.Answer answer, String what) {
    if (!answer.ok()) {
      throw new Failure(what + " refused: " + answer.status() + " " + answer.code());
    }
  }
}
