package linekeeper.call.desk;

import java.util.List;
import linekeeper.call.FloorCommand;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.FloorEvent;
import linekeeper.call.model.AlarmKey;
import linekeeper.call.model.Call;
import linekeeper.call.model.Entry;
import linekeeper.platform.journal.JournalVocabulary;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.Session;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;

/** The sealed interfaces of which the floor's journal consists. */
final class FloorVocabulary implements JournalVocabulary {
  @Override
  public List<Class<?>> sealedRoots() {
    return List.of(
        Entry.Input.class,
        Fact.class,
        Instruction.class,
        Instruction.Destination.class,
        FloorCommand.class,
        FloorCommand.Target.class,
        AlarmKey.class,
        Call.Phase.class,
        Seat.Phase.class,
        Session.Wish.class,
        CallEvent.class,
        FloorEvent.class,
        SeatEvent.class);
  }
}
