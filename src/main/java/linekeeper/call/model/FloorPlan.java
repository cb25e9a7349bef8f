package linekeeper.call.model;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.LineId;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.queue.model.QueueRules;
import linekeeper.seat.model.SeatRules;
import org.jspecify.annotations.Nullable;

/**
 * What a floor consists of and the rules it goes by; configuration, not state.
 *
 * @param lines by the number dialled
 * @param licensedSeats how many may be signed in at once (R001-22)
 * @param zone where the day begins
 * @param outsideNumbers regular expressions of the numbers a seat may pass a caller to; none by
 *     default (toll fraud)
 */
public record FloorPlan(
    Map<String, Line> lines,
    List<QueueRules> queues,
    List<SeatPlace> seats,
    SeatRules seatRules,
    int licensedSeats,
    Limits limits,
    ZoneId zone,
    List<String> outsideNumbers) {

  /** Copies. */
  public FloorPlan {
    lines = Map.copyOf(lines);
    queues = List.copyOf(queues);
    seats = List.copyOf(seats);
    outsideNumbers = List.copyOf(outsideNumbers);
  }

  /** A line of ours by its id, with the first of its numbers. */
  public Optional<Map.Entry<String, Line>> line(LineId id) {
    return lines.entrySet().stream()
        .filter(it -> it.getValue().id().equals(id))
        .min(Map.Entry.comparingByKey());
  }

  /**
   * An inbound number.
   *
   * @param invitation how those who wait are told that they may be called back instead, or null
   *     where they are not
   */
  public record Line(
      LineId id,
      String name,
      QueueId queue,
      List<String> greeting,
      @Nullable Invitation invitation) {
    /** Copies. */
    public Line {
      greeting = List.copyOf(greeting);
    }
  }

  /** A workplace. */
  public record SeatPlace(SeatId id, String name) {}

  /**
   * Limits of the whole floor.
   *
   * @param zeroTalk a conversation no longer than this counts as none
   * @param calls how many calls may be on the floor at once; the next hears busy and is lost as
   *     {@code QUEUE_FULL}
   */
  public record Limits(java.time.Duration zeroTalk, int calls) {}
}
