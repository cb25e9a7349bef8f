package linekeeper.simulation;

import java.util.SplittableRandom;

/**
 * How much goes wrong in one simulation; every figure in a thousand unless it says otherwise.
 *
 * @param duplicates facts that come twice
 * @param refusals instructions that the switch refuses
 * @param cutEverySeconds mean time between two cuts of the link
 * @param restartEverySeconds mean time between two restarts of the application
 * @param anewEverySeconds mean time between two restarts of the switch
 * @param clockEverySeconds mean time between two settings of the clock
 * @param wrongCommands commands at a wrong moment
 */
record Troubles(
    int duplicates,
    int refusals,
    int cutEverySeconds,
    int restartEverySeconds,
    int anewEverySeconds,
    int clockEverySeconds,
    int wrongCommands) {

  /** Another mixture for every seed; one in eight has no trouble at all. */
  static Troubles of(long seed) {
    SplittableRandom chance = new SplittableRandom(seed ^ 0x5DEECE66DL);
    if (chance.nextInt(8) == 0) {
      return new Troubles(0, 0, 0, 0, 0, 0, 20);
    }
    return new Troubles(
        chance.nextInt(60),
        chance.nextInt(20),
        30 + chance.nextInt(600),
        60 + chance.nextInt(1200),
        300 + chance.nextInt(2400),
        600 + chance.nextInt(3600),
        20 + chance.nextInt(100));
  }
}
