package linekeeper.cli;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes evidence out. Where nobody has approved it yet, it is asked for; {@code --approve-as USER}
 * has another user approve it in the same command.
 */
final class TakingOut {
  private static final String UNAPPROVED = "take-out.unapproved";

  private final Door door;
  private final Api api;
  private final String reason;
  private final String approver;

  TakingOut(Door door, Options options, String reason) throws IOException {
    this.door = door;
    this.api = door.as(options.text("as", "leader1"));
    this.reason = reason;
    this.approver = options.text("approve-as", "");
  }

  /** Another person has to approve it first; the message says how. */
  static final class Unapproved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unapproved(String subject, String id) {
      super(
          """
          待批准：%1$s 的调取申请 %2$s 须由另一人批准，之后再执行本命令。在控制台“保存与清除”中批准，或：
          Not approved yet: another person has to approve take-out %2$s of %1$s; then run this again. In the console, or:
            ./linekeeper api POST /api/take-outs/%2$s/approve --as security1\
          """
              .formatted(subject, id));
    }
  }

  /** Who takes it out. */
  Api api() {
    return api;
  }

  /**
   * The answer of what takes something out.
   *
   * @param subject what is asked for where there is no consent: {@code call:ID} or {@code
   *     days:FROM/TO}
   * @throws Unapproved where another person has to approve it first
   */
  Api.Answer take(String subject, Supplier<Api.Answer> bundle) throws IOException {
    Api.Answer answer = bundle.get();
    if (!answer.code().equals(UNAPPROVED)) {
      return answer;
    }
    String id =
        done(api, "/api/take-outs", Map.of("subject", subject, "reason", reason), subject)
            .body()
            .path("id")
            .asString("");
    if (approver.isEmpty()) {
      throw new Unapproved(subject, id);
    }
    done(door.as(approver), "/api/take-outs/" + id + "/approve", null, subject);
    return bundle.get();
  }

  private static Api.Answer done(Api as, String path, @Nullable Object body, String subject) {
    Api.Answer answer = as.post(path, body);
    if (!answer.ok()) {
      throw new Failure(
          "no take-out of %s: %s (%s)"
              .formatted(subject, answer.code(), answer.body().path("detail").asString("")));
    }
    return answer;
  }
}
