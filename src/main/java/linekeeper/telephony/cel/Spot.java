package linekeeper.telephony.cel;

import linekeeper.telephony.LedgerPlace.Mark;

/** A place between two lines that can be compared with others: the lines read before it. */
record Spot(long lines, Mark mark) {
  Spot earlier(Spot other) {
    return other.lines < lines ? other : this;
  }
}
