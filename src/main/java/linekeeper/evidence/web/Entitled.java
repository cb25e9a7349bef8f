package linekeeper.evidence.web;

import java.util.Optional;
import linekeeper.access.Audit;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.workorder.SheetsOnRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whose evidence one may see and add to: that of the calls whose sheet is one's own, and of any for
 * those who may see all. Puts what was done, and what was refused, on record.
 */
@Component
final class Entitled {
  private final SheetsOnRecord sheets;
  private final Audit audit;

  Entitled(SheetsOnRecord sheets, Audit audit) {
    this.sheets = sheets;
    this.audit = audit;
  }

  /** Why this user may not, or null where they may. */
  @Nullable Refusal refusal(CallId call, User user) {
    Optional<AgentId> agent = sheets.agentOf(call);
    if (agent.isEmpty()) {
      return Refusal.of("sheet.unknown", "no call of that id was answered");
    }
    boolean may = user.may(Permission.SEE_EVIDENCE) || agent.get().equals(new AgentId(user.name()));
    return may ? null : Refusal.of("evidence.forbidden", "it is another agent's call");
  }

  void note(User user, String action, String subject, @Nullable Refusal refusal, String detail) {
    String text = refusal == null ? detail : refusal.code() + " " + detail;
    audit.record(user.name(), action, subject, refusal == null, text.strip());
  }
}
