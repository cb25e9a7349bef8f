package linekeeper.workorder.desk;

import linekeeper.call.event.CallEvent;
import linekeeper.platform.journal.Subscriber;
import linekeeper.workorder.model.Sheet;
import linekeeper.workorder.model.SheetContent;
import linekeeper.workorder.store.SheetStore;
import org.springframework.stereotype.Component;

/** Hears of answers. Of the caller's number a sheet keeps only what may be shown. */
@Component
final class SheetFeed implements Subscriber<CallEvent> {
  private final SheetStore sheets;

  SheetFeed(SheetStore sheets) {
    this.sheets = sheets;
  }

  @Override
  public String name() {
    return "call-sheets";
  }

  @Override
  public Class<CallEvent> type() {
    return CallEvent.class;
  }

  @Override
  public boolean inOneTransaction() {
    return true;
  }

  @Override
  public void on(long number, CallEvent event) {
    switch (event) {
      case CallEvent.Answered it -> sheets.open(blank(it));
      case CallEvent.Arrived _, CallEvent.Queued _, CallEvent.Offered _ -> {}
      case CallEvent.OfferEnded _, CallEvent.Transferred _, CallEvent.Lost _ -> {}
      case CallEvent.Consulted _ -> {}
      case CallEvent.RecordingStarted _, CallEvent.RecordingStopped _ -> {}
      case CallEvent.RecordingPaused _, CallEvent.RecordingResumed _ -> {}
      case CallEvent.Ended _, CallEvent.Completed _ -> {}
      case CallEvent.CalledOut _, CallEvent.CallbackWaits _, CallEvent.AttemptOver _ -> {}
    }
  }

  private static Sheet blank(CallEvent.Answered it) {
    return new Sheet(
        it.call(),
        it.agent(),
        it.seat(),
        it.at(),
        it.caller().masked(),
        new Sheet.Phase.Draft(SheetContent.EMPTY),
        1,
        it.at());
  }
}
