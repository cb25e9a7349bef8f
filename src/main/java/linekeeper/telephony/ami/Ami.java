package linekeeper.telephony.ami;

import java.util.concurrent.CompletionStage;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.SeatId;

/**
 * What is wanted of the manager interface. Nothing blocks; stages complete on a thread of the
 * implementation, exceptionally with an {@link AmiFailure} where the switch refused, gave no answer
 * in time, or is not connected.
 */
public interface Ami extends AutoCloseable {

  /** Begins to connect, and keeps connecting whenever the connection is lost. */
  void connect(Listener listener);

  /** Whether actions can be sent and events are heard. */
  boolean connected();

  /**
   * Records a leg in stereo to a file on the switch's machine, completing with a handle for {@link
   * #stopRecording}.
   */
  CompletionStage<String> startRecording(LegId leg, String file);

  /** Has silence written to whatever records a leg, or sound again; nothing is left out. */
  CompletionStage<Void> muteRecordings(LegId leg, boolean muted);

  /**
   * Stops one recording of a leg.
   *
   * @param handle from {@link #startRecording}, or empty to stop whichever runs
   */
  CompletionStage<Void> stopRecording(LegId leg, String handle);

  /** Makes a seat's phone a member of the fallback queue; being one already is no failure. */
  CompletionStage<Void> joinFallback(SeatId seat);

  /** Takes a seat's phone out of the fallback queue; not being in it is no failure. */
  CompletionStage<Void> leaveFallback(SeatId seat);

  /** Forgets that an attempt went through the fence; not knowing it is no failure. */
  CompletionStage<Void> dropFence(AttemptId attempt);

  /** Sends a user event that comes back as {@link Listener#canary}. */
  void sendCanary();

  @Override
  void close();

  /** Hears what the manager interface says, on its thread; must only hand off. */
  interface Listener {
    /** Connected, for the first time or again: events may have been missed. */
    void connected();

    /** The sign of life came back. */
    void canary();

    /** Something about a seat's registration changed. */
    void phoneChanged(SeatId seat);
  }
}
