package linekeeper.telephony;

import java.util.List;
import java.util.concurrent.CompletionStage;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/** The switch, for the one floor that it serves. */
public interface Switch {

  /**
   * Names the one ear that hears the facts, and begins to connect. The ear is called on the link's
   * own threads and must only hand off.
   *
   * @param ledger how far the switch's ledger was taken in before, or null where nobody remembers
   */
  void connect(Ear ear, @Nullable LedgerPlace ledger);

  /**
   * Tells the switch what to do, in this order. Never blocks; failures come back as {@link
   * Fact.Failed}.
   */
  void tell(List<Instruction> instructions);

  /**
   * Creates or replaces a seat's phone with a fresh secret, so that it can register. Completes when
   * the switch has it, or with a {@link SwitchFailure}.
   */
  CompletionStage<PhoneAccount> createPhone(SeatId seat, PhoneKind kind);

  /**
   * Drops what the dialplan's fence remembers of an attempt that is long over: told again from now
   * on, it would ring the citizen again. Dropping what is not there is no failure. Completes when
   * it is dropped, or with a {@link SwitchFailure}.
   */
  CompletionStage<Void> dropFence(AttemptId attempt);

  /** Says that we are about to leave: nothing is begun any more; the link closes in order. */
  void drain();

  /** Hears facts. */
  @FunctionalInterface
  interface Ear {
    /** Takes a fact in; must return at once and never throw. */
    void hear(Fact fact);
  }

  /** What kind of phone stands at the seat. */
  enum PhoneKind {
    /** A desk phone or softphone over UDP or TCP. */
    SIP,
    /** The browser itself, over WebSocket and DTLS-SRTP. */
    WEBRTC
  }

  /**
   * What a phone needs to register. The secret is shown once, to the agent who signed in, and
   * stored nowhere on our side.
   *
   * @param domain host and port of the registrar, {@code 127.0.0.1:18005}
   * @param webSocket address for a browser's phone, {@code ws://127.0.0.1:18003/ws}
   */
  record PhoneAccount(String user, String secret, String domain, String webSocket) {
    @Override
    public String toString() {
      return "PhoneAccount[" + user + "]";
    }
  }
}
