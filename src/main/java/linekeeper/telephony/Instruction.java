package linekeeper.telephony;

import java.util.List;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;

/**
 * Something we tell the switch to do. Every id in it was chosen by us, so the same instruction told
 * twice is recognised and not carried out twice. What cannot be carried out comes back as {@link
 * Fact.Failed}.
 */
public sealed interface Instruction {

  /** Answer a caller's leg. */
  record Answer(LegId leg) implements Instruction {}

  /** End a leg. Ending a leg that is gone already is no failure. */
  record HangUp(LegId leg, Cause cause) implements Instruction {}

  /** Play prompts, by their keys, one after the other, to one leg. */
  record Play(PlayId play, LegId leg, List<String> prompts) implements Instruction {
    /** Copies the prompts. */
    public Play {
      prompts = List.copyOf(prompts);
    }
  }

  /** Stop a playing. Stopping one that has ended is no failure. */
  record StopPlay(PlayId play) implements Instruction {}

  /** Let a leg that is in no bridge hear the waiting music. */
  record StartMusic(LegId leg) implements Instruction {}

  /** End the waiting music. */
  record StopMusic(LegId leg) implements Instruction {}

  /** Open a mixing bridge. */
  record OpenBridge(BridgeId bridge) implements Instruction {}

  /** Put legs into a bridge; a leg that is in another bridge moves. */
  record Join(BridgeId bridge, List<LegId> legs) implements Instruction {
    /** Copies the legs. */
    public Join {
      legs = List.copyOf(legs);
    }
  }

  /** Take a leg out of a bridge. */
  record Leave(BridgeId bridge, LegId leg) implements Instruction {}

  /** Close a bridge; the legs in it live on. */
  record CloseBridge(BridgeId bridge) implements Instruction {}

  /**
   * Ring somebody; the new leg's facts follow under the id given here.
   *
   * @param shown what the phone that rings may show as the calling number; masked for seats
   * @param ringSeconds when to give up, 1 to 300
   */
  record Dial(LegId leg, Destination to, String shown, int ringSeconds) implements Instruction {}

  /**
   * Record a leg in stereo, what it says left, what it hears right, to the spool file {@code
   * <recording>.raw}.
   */
  record StartRecording(RecordingId recording, LegId leg) implements Instruction {}

  /**
   * Write silence instead of what is said and heard, or sound again; the recording runs on.
   *
   * @param number comes back with the answer, by which it is known from one to something earlier
   */
  record PauseRecording(RecordingId recording, LegId leg, boolean paused, int number)
      implements Instruction {}

  /** Stop recording. */
  record StopRecording(RecordingId recording, LegId leg) implements Instruction {}

  /**
   * Hand a leg to the dialplan's fallback queue: the way out when we cannot go on with a call
   * ourselves.
   */
  record HandToFallback(LegId leg) implements Instruction {}

  /** Remove a seat's phone: it can no longer register, ring or call. */
  record RemovePhone(SeatId seat) implements Instruction {}

  /** Who is rung. */
  sealed interface Destination {
    /** The phone of a seat. */
    record Phone(SeatId seat) implements Destination {}

    /** A number outside, over the trunk. */
    record Outside(PhoneNumber number) implements Destination {}

    /**
     * A citizen over the trunk, through the dialplan's fence: the same attempt rings him at most
     * once, however often it is told.
     *
     * @param listen whether who answers is listened to first: his leg counts as answered when he is
     *     taken for a person, and ends with the cause {@link #VOICEMAIL} or {@link #FAX} when he is
     *     taken for a machine
     */
    record Citizen(PhoneNumber number, AttemptId attempt, boolean listen) implements Destination {
      /** The cause of a leg that was answered by an answering machine; no carrier says it. */
      public static final int VOICEMAIL = 120;

      /** The cause of a leg that was answered by a fax machine; no carrier says it. */
      public static final int FAX = 121;
    }
  }

  /** Why a leg is ended, as the far end is told. */
  enum Cause {
    /** Normal clearing (16). */
    NORMAL,
    /** The number is not one of ours (1; SIP 404). */
    UNALLOCATED,
    /** Busy (17; SIP 486). */
    BUSY,
    /** No answer (19). */
    NO_ANSWER,
    /** Refused by rule (21; SIP 403). */
    REJECTED,
    /** Overloaded or broken (34; SIP 503). */
    CONGESTION
  }
}
