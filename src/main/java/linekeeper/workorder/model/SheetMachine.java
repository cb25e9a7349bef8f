package linekeeper.workorder.model;

import java.time.Instant;
import java.util.Optional;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import linekeeper.workorder.model.Sheet.Phase;
import linekeeper.workorder.model.Sheet.Phase.Draft;
import linekeeper.workorder.model.Sheet.Phase.Filed;
import linekeeper.workorder.model.SheetInput.FileIt;
import linekeeper.workorder.model.SheetInput.Write;

/**
 * The life of a sheet.
 *
 * <pre>
 * Draft --write--> Draft --file--> Filed
 * </pre>
 */
public final class SheetMachine {
  private SheetMachine() {}

  /** What becomes of a sheet; a refusal changes nothing. It has no effects but to be kept. */
  public static Step<Sheet, Void> step(Sheet sheet, SheetInput input, Instant now) {
    if (!input.by().leads() && !input.by().name().equals(sheet.agent())) {
      return Step.refused(
          sheet, Refusal.of("sheet.forbidden", "only the call's agent or a leader writes it"));
    }
    return switch (sheet.phase()) {
      case Draft draft -> draft(sheet, draft, input, now);
      case Filed _ -> Step.refused(sheet, Refusal.of("sheet.filed", "it is filed and stays"));
    };
  }

  private static Step<Sheet, Void> draft(Sheet sheet, Draft draft, SheetInput input, Instant now) {
    return switch (input) {
      case Write it when it.version() != sheet.version() ->
          Step.refused(
              sheet,
              Refusal.of(
                  "sheet.stale",
                  "somebody wrote on it meanwhile: it is at version " + sheet.version(),
                  "version"));
      case Write it -> unless(it.content().fault(), sheet, new Draft(it.content()), now);
      case FileIt _ -> unless(draft.content().gap(), sheet, new Filed(draft.content()), now);
    };
  }

  private static Step<Sheet, Void> unless(
      Optional<Refusal> objection, Sheet sheet, Phase next, Instant now) {
    return objection
        .map(refusal -> Step.<Sheet, Void>refused(sheet, refusal))
        .orElseGet(() ->
            Step.to(
                new Sheet(
                    sheet.call(),
                    sheet.agent(),
                    sheet.seat(),
                    sheet.answeredAt(),
                    sheet.callerMasked(),
                    next,
                    sheet.version() + 1,
                    now)));
  }
}
