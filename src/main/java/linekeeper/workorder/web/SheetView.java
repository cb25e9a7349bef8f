package linekeeper.workorder.web;

import java.time.Instant;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.SeatId;
import linekeeper.workorder.model.DemandType;
import linekeeper.workorder.model.Sheet;
import linekeeper.workorder.model.Sheet.Phase.Filed;
import linekeeper.workorder.model.SheetContent;
import linekeeper.workorder.model.SubjectType;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as people and programs see it.
 *
 * @param state {@code DRAFT} or {@code FILED}
 */
record SheetView(
    CallId callId,
    AgentId agentId,
    SeatId seatId,
    Instant answeredAt,
    String callerMasked,
    String callerName,
    @Nullable SubjectType subjectType,
    String address,
    @Nullable DemandType demandType,
    String category,
    String content,
    String reply,
    boolean directlyAnswered,
    boolean confidential,
    String state,
    long version,
    Instant updatedAt) {

  static SheetView of(Sheet sheet) {
    SheetContent content = sheet.content();
    return new SheetView(
        sheet.call(),
        sheet.agent(),
        sheet.seat(),
        sheet.answeredAt(),
        sheet.callerMasked(),
        content.callerName(),
        content.subjectType(),
        content.address(),
        content.demandType(),
        content.category(),
        content.content(),
        content.reply(),
        content.directlyAnswered(),
        content.confidential(),
        sheet.phase() instanceof Filed ? "FILED" : "DRAFT",
        sheet.version(),
        sheet.updatedAt());
  }
}
