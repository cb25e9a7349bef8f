package linekeeper.benchmark.truth;

/** What a screen must show for it to show the truth again; another one after each absence. */
final class Goal {
  private volatile Truth truth = new Truth(0, -1, -1);

  /**
   * The truth after the absence of this number.
   *
   * @param calls how many callers are on the line
   * @param waiting how many of them wait at most
   */
  record Truth(int number, int calls, int waiting) {}

  void set(Truth next) {
    truth = next;
  }

  Truth now() {
    return truth;
  }
}
