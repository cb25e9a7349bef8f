package linekeeper.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LineId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.RecordingId;
import linekeeper.kernel.SeatId;

/** What calls tell, as far as recordings are concerned. */
public final class Told {
  private static final PhoneNumber CALLER = new PhoneNumber("13800138000");

  private Told() {}

  /** A seat answered. */
  public static CallEvent answered(
      String call, Instant at, String seat, String agent, String recording) {
    return new CallEvent.Answered(
        new CallId(call),
        at,
        new SeatId(seat),
        new AgentId(agent),
        new RecordingId(recording),
        CALLER);
  }

  /** The call went on with somebody else. */
  public static CallEvent transferred(
      String call, Instant at, String from, String to, CallEvent.TransferKind kind) {
    return new CallEvent.Transferred(new CallId(call), at, new SeatId(from), to, kind, null);
  }

  /** Somebody who was asked takes the call over, or joins it. */
  public static CallEvent passedOn(
      String call, Instant at, String to, String agent, CallEvent.TransferKind kind) {
    return new CallEvent.Transferred(
        new CallId(call), at, new SeatId("s01"), to, kind, new AgentId(agent));
  }

  /** It is over; these are its recordings. */
  public static CallEvent ended(
      String call, Instant answeredAt, Instant at, List<String> recordings) {
    return new CallEvent.Ended(
        new CallId(call),
        at,
        new CallEvent.CallSummary(
            new CallId(call),
            new LineId("hotline"),
            null,
            CALLER,
            "12345",
            answeredAt,
            null,
            null,
            answeredAt,
            at,
            null,
            0,
            0,
            Duration.between(answeredAt, at).toMillis(),
            0,
            0,
            null,
            new AgentId("agent1"),
            new SeatId("s01"),
            recordings.stream().map(RecordingId::new).toList(),
            false,
            null));
  }
}
