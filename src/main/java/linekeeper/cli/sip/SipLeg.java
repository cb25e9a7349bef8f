package linekeeper.cli.sip;

import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A phone's side of one call, until its end. A command that makes no sense any more is ignored, as
 * a phone ignores its buttons.
 */
public final class SipLeg {
  private static final long T1 = 500;
  private static final long T2 = 4000;
  private static final long GIVE_UP = 32_000;

  /**
   * How it ended.
   *
   * @param byFarEnd whether the other side ended it
   * @param status the SIP status that ended it, 200 for an answered call that was hung up
   */
  public record End(boolean byFarEnd, int status, String reason) {}

  private enum Stage {
    CALLING,
    RINGING,
    ANSWERING,
    UP,
    OVER
  }

  private final SipPhone phone;
  private final Dialog dialog;
  private final CompletableFuture<Boolean> rings = new CompletableFuture<>();
  private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
  private final CompletableFuture<End> ended = new CompletableFuture<>();
  private SipMessage invitation;
  private volatile @Nullable AudioStream audio;
  private volatile Stage stage;
  private boolean provisional;
  private boolean hangUpWanted;
  private long descriptions;

  private SipLeg(SipPhone phone, Dialog dialog, SipMessage invitation, Stage stage) {
    this.phone = phone;
    this.dialog = dialog;
    this.invitation = invitation;
    this.stage = stage;
  }

  static SipLeg incoming(SipPhone phone, SipMessage invitation) {
    return new SipLeg(phone, Dialog.incoming(phone, invitation), invitation, Stage.RINGING);
  }

  static SipLeg outgoing(SipPhone phone, Caller caller, String number, Voice voice) {
    Dialog dialog = Dialog.outgoing(phone, caller, number);
    SipLeg leg =
        new SipLeg(phone, dialog, SipMessage.request("NONE", "none").done(), Stage.CALLING);
    phone.onLane(() -> leg.invite(caller, voice));
    return leg;
  }

  /** Completes with whether it rang at the far end, or with false where it ended before. */
  public CompletionStage<Boolean> rings() {
    return rings.minimalCompletionStage();
  }

  /** Completes with whether it was answered. */
  public CompletionStage<Boolean> answered() {
    return answered.minimalCompletionStage();
  }

  /** Completes at its end. */
  public CompletionStage<End> ended() {
    return ended.minimalCompletionStage();
  }

  /** Whether it is answered and not over. */
  public boolean up() {
    return stage == Stage.UP;
  }

  /** Whether it is over. */
  public boolean over() {
    return stage == Stage.OVER;
  }

  /** Who calls, as the From header of an incoming call says it. */
  public String shown() {
    return invitation.header("From");
  }

  /** Whom an incoming call is for: the user part of the address that it was sent to. */
  public String called() {
    return invitation.requestUri().replaceAll("^sips?:|@.*$", "");
  }

  /** Its audio; there is none before an incoming call is answered. */
  public AudioStream audio() {
    AudioStream stream = audio;
    if (stream == null) {
      throw new IllegalStateException("no audio yet");
    }
    return stream;
  }

  /** Lets an incoming call ring. */
  public void ring() {
    phone.onLane(() -> {
      if (stage == Stage.RINGING) {
        respond(dialog.response(invitation, 180, "Ringing"));
      }
    });
  }

  /** Answers an incoming call and speaks. */
  public void answer(Voice voice) {
    phone.onLane(() -> {
      if (stage == Stage.RINGING) {
        stage = Stage.ANSWERING;
        open(voice).sendTo(Sdp.audioAddress(invitation.body()), true);
        SipMessage ok = described(dialog.response(invitation, 200, "OK"), "sendrecv");
        phone.transactions().respond(ok);
        repeat(ok, T1, T1);
      }
    });
  }

  /** Refuses an incoming call, such as with 486 (busy) or 603 (declined). */
  public void reject(int status, String reason) {
    phone.onLane(() -> {
      if (stage == Stage.RINGING) {
        respond(dialog.response(invitation, status, reason));
        finish(new End(false, status, reason));
      }
    });
  }

  /** Puts the receiver down, whatever the call is doing. */
  public void hangUp() {
    phone.onLane(() -> {
      hangUpWanted = true;
      switch (stage) {
        case CALLING -> cancel();
        case RINGING -> reject(603, "Decline");
        case UP -> bye();
        case ANSWERING, OVER -> {}
      }
    });
  }

  /** Presses the phone's own hold button, or releases it. */
  public void hold(boolean held) {
    phone.onLane(() -> {
      if (stage == Stage.UP) {
        reinvite(held ? "sendonly" : "sendrecv");
      }
    });
  }

  String callId() {
    return dialog.callId();
  }

  void silence() {
    AudioStream stream = audio;
    if (stream != null) {
      stream.close();
    }
  }

  /** A request of the far end inside this call. */
  void asked(SipMessage request) {
    switch (request.method()) {
      case "BYE" -> {
        respond(dialog.response(request, 200, "OK"));
        finish(new End(true, 200, "hung up"));
      }
      case "CANCEL" -> cancelled(request);
      case "INVITE", "UPDATE" -> renegotiate(request);
      default -> respond(dialog.response(request, 200, "OK"));
    }
  }

  void acknowledged() {
    if (stage == Stage.ANSWERING) {
      stage = Stage.UP;
      answered.complete(true);
      if (hangUpWanted) {
        bye();
      }
    }
  }

  private void invite(Caller caller, Voice voice) {
    open(voice);
    SipMessage.Draft draft = dialog.request("INVITE");
    if (caller.withheld()) {
      draft.with("Privacy", "id");
    }
    invitation = described(draft, "sendrecv");
    phone.transactions().send(invitation, this::progress, this::outcome);
  }

  private void progress(SipMessage response) {
    provisional = true;
    if (response.status() >= 180) {
      rings.complete(true);
    }
    if (hangUpWanted) {
      cancel();
    }
  }

  private void outcome(SipMessage response) {
    dialog.learn(response);
    phone.transactions().acknowledge(response, dialog.acknowledge(invitation, response));
    if (response.status() >= 300) {
      finish(new End(!hangUpWanted, response.status(), response.reason()));
      return;
    }
    stage = Stage.UP;
    audio().sendTo(Sdp.audioAddress(response.body()), true);
    answered.complete(true);
    if (hangUpWanted) {
      bye();
    }
  }

  private void cancel() {
    // before the first word from the far end there is nothing that could be cancelled (RFC 3261)
    if (provisional && stage == Stage.CALLING) {
      provisional = false;
      phone.transactions().send(dialog.cancel(invitation), _ -> {});
    }
  }

  private void bye() {
    stage = Stage.OVER;
    silence();
    phone
        .transactions()
        .send(dialog.request("BYE").done(), _ -> finish(new End(false, 200, "hung up")));
  }

  private void reinvite(String direction) {
    SipMessage again = described(dialog.request("INVITE"), direction);
    phone
        .transactions()
        .send(
            again,
            response ->
                phone.transactions().acknowledge(response, dialog.acknowledge(again, response)));
  }

  private void cancelled(SipMessage cancel) {
    respond(dialog.response(cancel, 200, "OK"));
    if (stage == Stage.RINGING) {
      respond(dialog.response(invitation, 487, "Request Terminated"));
      finish(new End(true, 487, "cancelled"));
    }
  }

  private void renegotiate(SipMessage request) {
    dialog.learn(request);
    SipMessage.Draft ok = dialog.response(request, 200, "OK");
    AudioStream stream = audio;
    if (stream == null || (request.body().isEmpty() && request.method().equals("UPDATE"))) {
      respond(ok);
      return;
    }
    String direction = Sdp.mirrored(request.body());
    if (!request.body().isEmpty()) {
      stream.sendTo(Sdp.audioAddress(request.body()), direction.startsWith("send"));
    }
    phone.transactions().respond(described(ok, direction));
  }

  private AudioStream open(Voice voice) {
    try {
      AudioStream stream = new AudioStream(phone.own().getAddress(), voice, phone.random());
      audio = stream;
      stream.start();
      return stream;
    } catch (SocketException e) {
      throw new IllegalStateException("no port for the audio", e);
    }
  }

  private SipMessage described(SipMessage.Draft draft, String direction) {
    return draft.sdp(Sdp.describe(audio().own(), ++descriptions, direction)).done();
  }

  private void respond(SipMessage.Draft response) {
    phone.transactions().respond(response.done());
  }

  /** An answer is repeated until it is acknowledged: UDP may have lost it. */
  private void repeat(SipMessage ok, long interval, long waited) {
    var _ =
        phone
            .lane()
            .schedule(
                () -> {
                  if (stage == Stage.ANSWERING && waited < GIVE_UP) {
                    phone.transactions().respond(ok);
                    repeat(ok, Math.min(2 * interval, T2), waited + interval);
                  } else if (stage == Stage.ANSWERING) {
                    finish(new End(true, 408, "never acknowledged"));
                  }
                },
                interval,
                TimeUnit.MILLISECONDS);
  }

  private void finish(End end) {
    stage = Stage.OVER;
    silence();
    phone.forget(this);
    rings.complete(false);
    answered.complete(false);
    ended.complete(end);
  }
}
