package linekeeper.call.model;

import linekeeper.kernel.AgentId;
import linekeeper.kernel.Ids;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a call rings or talks to besides the caller: a seat with its agent, or a number
 * outside.
 *
 * @param up whether the leg is answered
 */
public record Party(
    LegId leg,
    @Nullable SeatId seat,
    @Nullable AgentId agent,
    @Nullable PhoneNumber number,
    boolean up) {

  static Party seat(LegId leg, SeatId seat, AgentId agent) {
    return new Party(leg, seat, agent, null, false);
  }

  static Party outside(LegId leg, PhoneNumber number) {
    return new Party(leg, null, null, number, false);
  }

  Party answered() {
    return new Party(leg, seat, agent, number, true);
  }

  /**
   * The same by another leg, named after a playing of this moment: one that was told of right
   * before we were killed may ring already under the name before.
   */
  Party by(PlayId play) {
    return new Party(new LegId(Ids.LEG_PREFIX + play.value()), seat, agent, number, up);
  }

  /** How events and screens name it: the seat's id, or the masked number. */
  public String name() {
    if (seat != null) {
      return seat.value();
    }
    return number == null ? "" : number.masked();
  }
}
