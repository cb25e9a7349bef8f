package linekeeper.queue.model;

/**
 * Marks one who waits as a citizen whom we owe a call, and who is not on the line.
 *
 * @param keepFree how many of the seats at work are kept from calls of this kind
 */
public record Owed(int keepFree) {

  /**
   * Whether one more such call may begin while so many seats are at work and so many of them make
   * such calls. One seat always may: what is owed is not owed for ever.
   */
  public boolean may(int working, int calling) {
    return calling < Math.max(1, working - keepFree);
  }
}
