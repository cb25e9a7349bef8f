package linekeeper.platform.status;

/**
 * A part of the house that can be up or down; a bean that implements this is shown by {@code GET
 * /api/status}. Must answer at once, from what it knows, without asking anybody.
 */
public interface Part {

  /** Its name, short and stable: {@code link} is the one to the switch. */
  String name();

  /** How it is, now. */
  State state();

  /** More for people; never a secret or an address with one. */
  String detail();

  /** How a part can be. */
  enum State {
    /** It does its work. */
    UP,
    /** It does its work in part, slowly, or by a substitute. */
    DEGRADED,
    /** It does not do its work. */
    DOWN
  }
}
