package linekeeper.access.desk;

import java.time.Instant;
import java.time.InstantSource;
import linekeeper.access.Audit;
import linekeeper.access.User;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what administrators did, or were refused. */
@Component
final class Records {
  private final Audit audit;
  private final InstantSource clock;

  Records(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  void done(User by, String action, String user, String detail, @Nullable Refusal refusal) {
    String why = refusal == null ? "" : " (" + refusal.code() + ")";
    audit.record(by.name(), action, "user:" + user, refusal == null, detail + why);
  }
}
