package linekeeper.recording;

import java.io.IOException;
import linekeeper.recording.proof.ItemManifest;

/**
 * The chain of signed manifests that recordings stand in, for other evidence. What stands in it is
 * in the bundles of its call and of the day on which it was signed.
 */
public interface EvidenceChain {

  /**
   * Signs what is said of an item and adds it, once: an item is said to be there once, and to be
   * withdrawn once.
   *
   * @param said its number and the moment of signing are the chain's to give
   * @return its number in the chain
   * @throws IOException if the key cannot be read
   */
  long add(ItemManifest said) throws IOException;
}
