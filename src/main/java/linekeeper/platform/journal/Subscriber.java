package linekeeper.platform.journal;

/**
 * Hears committed events, in order, at least once: a bean that implements this is found and kept up
 * to date from its own cursor, also through restarts. It runs on its own virtual thread; an
 * exception means that the same event is told again after a pause.
 *
 * @param <E> the sealed event interface, all of whose records are told
 */
public interface Subscriber<E> {

  /** The cursor's name; never changed once released. */
  String name();

  /** The sealed interface whose records this one wants. */
  Class<E> type();

  /**
   * Takes one event. Must be idempotent: the same {@code number} may come again.
   *
   * @param number the event's place in the log; grows, with gaps
   */
  void on(long number, E event);

  /**
   * Whether it does nothing but write to the database, so that several events may be told, and its
   * cursor moved, in one transaction. Otherwise each event is its own affair.
   */
  default boolean inOneTransaction() {
    return false;
  }
}
