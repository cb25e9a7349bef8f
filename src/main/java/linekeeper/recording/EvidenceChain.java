package linekeeper.recording;

import java.io.IOException;
import java.util.Optional;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Signed;

/**
 * The chain of signed manifests that recordings stand in, for other evidence. What stands in it is
 * in the bundles of its call and of the day on which it was signed.
 */
public interface EvidenceChain {

  /**
   * Signs what is said of an item and adds it, once: an item is said to be there once, to be
   * withdrawn once, and to be deleted once.
   *
   * @param said its number and the moment of signing are the chain's to give
   * @return its number in the chain
   * @throws IOException if the key cannot be read
   */
  long add(ItemManifest said) throws IOException;

  /** What is signed of an item's being deleted; nothing where it is not, or not yet. */
  Optional<Signed> purgeOf(String item);
}
