package linekeeper.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import linekeeper.call.Floor;
import linekeeper.call.FloorCommand.ConsoleSeen;
import linekeeper.call.watch.FloorView.SeatView;
import linekeeper.kernel.SeatId;

/**
 * Tells the floor when the console of a taken seat comes or goes, and keeps one console per seat:
 * the newest. A seat whose agent never opened one is left alone. Used by the fan-out's thread.
 */
final class Presence {
  private final Supplier<Floor> floor;
  private final Map<String, String> agentBySeat = new HashMap<>();

  Presence(Supplier<Floor> floor) {
    this.floor = floor;
  }

  /**
   * Compares what is with what was told.
   *
   * @param consoles each person's open consoles, the newest last
   * @param replaced what happens to a console that a newer one replaces
   */
  void settle(
      Collection<SeatView> taken,
      Map<String, List<LiveSocket>> consoles,
      Consumer<LiveSocket> replaced) {
    Map<String, String> now = new HashMap<>();
    Set<String> stillTaken = new HashSet<>();
    for (SeatView seat : taken) {
      String agent = String.valueOf(seat.agent());
      List<LiveSocket> open = List.copyOf(consoles.getOrDefault(agent, List.of()));
      stillTaken.add(seat.id());
      if (!open.isEmpty()) {
        open.subList(0, open.size() - 1).forEach(replaced);
        now.put(seat.id(), agent);
      }
    }
    agentBySeat.keySet().stream()
        .filter(seat -> !now.containsKey(seat) && stillTaken.contains(seat))
        .forEach(seat -> tell(seat, false));
    now.forEach((seat, agent) -> {
      if (!agent.equals(agentBySeat.get(seat))) {
        tell(seat, true);
      }
    });
    agentBySeat.clear();
    agentBySeat.putAll(now);
  }

  private void tell(String seat, boolean present) {
    floor.get().ask(new ConsoleSeen(new SeatId(seat), present));
  }
}
