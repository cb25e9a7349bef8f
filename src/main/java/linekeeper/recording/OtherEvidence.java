package linekeeper.recording;

/** Whoever keeps the evidence that stands in the chain beside the recordings. */
public interface OtherEvidence {

  /** What the store has of an item was found not to be what was signed for. */
  void differs(String item);

  /** Whether an item is neither deleted nor about to be. */
  boolean kept(String item);
}
