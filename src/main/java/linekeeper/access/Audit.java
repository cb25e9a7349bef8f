package linekeeper.access;

/**
 * The record of who did what (N-55: time, user, type, success, other). Append only; nobody can
 * delete from it.
 */
public interface Audit {

  /**
   * Writes one line, durably, before it returns.
   *
   * @param user who, or the name that was claimed where sign-in failed
   * @param action stable and dotted, such as {@code recording.replay}
   * @param subject what it was about, such as {@code call:<id>}; never a full phone number or a
   *     secret
   * @param succeeded whether it was allowed and done
   * @param detail more for people; never a secret
   */
  void record(String user, String action, String subject, boolean succeeded, String detail);
}
