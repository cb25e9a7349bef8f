package linekeeper.access.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import linekeeper.access.Audit;
import linekeeper.access.Needs;
import linekeeper.access.Permission;
import linekeeper.access.User;
import linekeeper.access.desk.AuditTrail;
import linekeeper.access.store.AuditTable;
import linekeeper.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading the audit, which is itself audited. Nothing here can change it. */
@RestController
@RequestMapping("/api/audit")
final class AuditController {
  private final AuditTrail trail;
  private final Audit audit;

  AuditController(AuditTrail trail) {
    this.trail = trail;
    this.audit = trail;
  }

  record Line(
      long number,
      Instant at,
      String user,
      String action,
      String subject,
      boolean succeeded,
      String detail,
      String hash) {
    static Line of(AuditTable.Sealed sealed) {
      var line = sealed.line();
      return new Line(
          line.number(),
          line.at(),
          line.user(),
          line.action(),
          line.subject(),
          line.succeeded(),
          line.detail(),
          sealed.hash());
    }
  }

  /**
   * Whether the chain of hashes holds.
   *
   * @param lines how many lines were looked at
   * @param brokenAt the first line that was touched, or null
   * @param head the hash of the last line: whoever notes it elsewhere can tell later whether the
   *     end is missing
   */
  record Verification(boolean intact, long lines, @Nullable Long brokenAt, String head) {}

  record Asked(
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable @Size(max = 80) String user,
      @Nullable @Size(max = 80) String action) {}

  @Needs(Permission.READ_AUDIT)
  @GetMapping
  Page<Line> find(
      @AuthenticationPrincipal User by,
      @jakarta.validation.Valid @ModelAttribute Asked asked,
      @RequestParam(required = false) @Nullable @Min(1) Long cursor,
      @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
    List<Line> lines =
        trail
            .find(
                new AuditTable.Search(
                    asked.from(), asked.to(), asked.user(), asked.action(), cursor, limit))
            .stream()
            .map(Line::of)
            .toList();
    if (cursor == null) {
      audit.record(by.name(), "audit.read", "audit", true, asked.toString());
    }
    boolean more = lines.size() == limit && lines.getLast().number() > 1;
    return new Page<>(lines, more ? Long.toString(lines.getLast().number()) : null);
  }

  @Needs(Permission.READ_AUDIT)
  @GetMapping("/verification")
  Verification verify(@AuthenticationPrincipal User by) {
    AuditTrail.Verification found = trail.verify();
    audit.record(by.name(), "audit.verify", "audit", found.intact(), "head " + found.head());
    return new Verification(found.intact(), found.lines(), found.brokenAt(), found.head());
  }
}
