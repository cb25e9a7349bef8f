package linekeeper.call.watch;

import java.time.Instant;
import java.util.List;

/**
 * The whole floor at one moment, between two steps of its lane.
 *
 * @param step the number of the last step taken; watches of later steps follow
 */
public record FloorSnapshot(
    long step,
    Instant at,
    FloorView.FiguresView figures,
    List<FloorView.QueueView> queues,
    List<FloorView.SeatView> seats,
    List<FloorView.CallView> calls) {

  /** Copies the lists. */
  public FloorSnapshot {
    queues = List.copyOf(queues);
    seats = List.copyOf(seats);
    calls = List.copyOf(calls);
  }
}
