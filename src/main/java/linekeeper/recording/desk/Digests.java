package linekeeper.recording.desk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.model.Custody.Stored;
import linekeeper.recording.proof.DigestKind;
import org.springframework.stereotype.Component;

/** The digests that a manifest names. What has to be read for them is seen to be the same again. */
@Component
final class Digests {
  private final ObjectStore objects;
  private final EvidenceProperties properties;
  private final Quarantine quarantine;

  Digests(ObjectStore objects, EvidenceProperties properties, Quarantine quarantine) {
    this.objects = objects;
    this.properties = properties;
    this.quarantine = quarantine;
  }

  /**
   * By their names; nothing where the store has something else, which is told.
   *
   * @throws IOException if the store broke off
   */
  Optional<Map<String, String>> of(RecordingId id, Stored stored)
      throws IOException, ObjectStoreException {
    Map<String, String> digests = new TreeMap<>();
    digests.put(DigestKind.SHA_256.title(), stored.digest());
    if (!properties.sm3()) {
      return Optional.of(digests);
    }
    Map<DigestKind, String> read = read(stored);
    if (!stored.digest().equals(read.get(DigestKind.SHA_256))) {
      quarantine.differs(id);
      return Optional.empty();
    }
    read.forEach((kind, digest) -> digests.put(kind.title(), digest));
    return Optional.of(digests);
  }

  /** Of what the store has; none of what was sealed and is not that any more. */
  private Map<DigestKind, String> read(Stored stored) throws IOException, ObjectStoreException {
    try (InputStream content = objects.open(stored.place().key(), 0, stored.audio().size())) {
      return DigestKind.all(content);
    } catch (ObjectChanged changed) {
      return Map.of();
    } catch (ObjectStoreException e) {
      if (e.why() == Why.CHANGED) {
        return Map.of();
      }
      throw e;
    }
  }
}
