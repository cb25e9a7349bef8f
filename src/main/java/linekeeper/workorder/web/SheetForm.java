package linekeeper.workorder.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import linekeeper.workorder.model.DemandType;
import linekeeper.workorder.model.SheetContent;
import linekeeper.workorder.model.SubjectType;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as it is sent back: what was read, changed. The fields that nobody can change may be sent
 * along and are not looked at; a field left out is empty.
 */
@JsonIgnoreProperties({
  "callId",
  "agentId",
  "seatId",
  "answeredAt",
  "callerMasked",
  "state",
  "updatedAt"
})
record SheetForm(
    @Nullable String callerName,
    @Nullable SubjectType subjectType,
    @Nullable String address,
    @Nullable DemandType demandType,
    @Nullable String category,
    @Nullable String content,
    @Nullable String reply,
    @Nullable Boolean directlyAnswered,
    @Nullable Boolean confidential,
    @Nullable Long version) {

  SheetContent written() {
    return new SheetContent(
        text(callerName),
        subjectType,
        text(address),
        demandType,
        text(category),
        text(content),
        text(reply),
        Boolean.TRUE.equals(directlyAnswered),
        Boolean.TRUE.equals(confidential));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
