package linekeeper.telephony.ari;

/**
 * The answer to one request.
 *
 * @param status an HTTP status, or 0 where no answer came
 * @param reason why there is no answer; empty where there is one
 * @param body JSON, or empty
 */
public record AriReply(int status, String reason, String body) {
  private static final int LONGEST_REASON = 200;

  /** No answer came. */
  public static AriReply none(String reason) {
    return new AriReply(0, reason, "");
  }

  /** Whether the switch did it. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** Why not, in the switch's words where it gave any, for people and logs. */
  public String why() {
    if (status == 0) {
      return reason;
    }
    String said = AriJson.message(body);
    String why = said.isEmpty() ? reason : said;
    return why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
  }
}
