package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import linekeeper.recording.EvidenceChain;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.store.EvidenceStore;
import org.springframework.stereotype.Component;

/** Adds what is said of uploaded evidence to the one chain. */
@Component
final class ItemChain implements EvidenceChain {
  private final EvidenceStore rows;
  private final Signatures signatures;

  ItemChain(EvidenceStore rows, Signatures signatures) {
    this.rows = rows;
    this.signatures = signatures;
  }

  @Override
  public long add(ItemManifest said) throws IOException {
    SigningKey key = signatures.key();
    Instant now = signatures.now();
    return rows.addItem(said, signatures.day(now), number -> key.sign(said.at(number, now).text()));
  }

  @Override
  public Optional<Signed> purgeOf(String item) {
    return rows.purgeOfItem(item);
  }
}
