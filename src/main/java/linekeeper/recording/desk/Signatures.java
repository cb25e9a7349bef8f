package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.store.EvidenceStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs with the house's key, which is known to the database before anything bears its name. */
@Component
final class Signatures {
  private final EvidenceStore rows;
  private final EvidenceProperties properties;
  private final InstantSource clock;
  private @Nullable SigningKey key;

  Signatures(EvidenceStore rows, EvidenceProperties properties, InstantSource clock) {
    this.rows = rows;
    this.properties = properties;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The natural day in whose chain something signed at this moment stands. */
  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, properties.zone());
  }

  Signed sign(String text) throws IOException {
    return key().sign(text);
  }

  /** Read when it is first needed, so that a key that cannot be read keeps nothing else. */
  synchronized SigningKey key() throws IOException {
    SigningKey known = key;
    if (known == null) {
      known = SigningKey.at(properties);
      rows.keep(known.verifier(), clock.instant());
      key = known;
    }
    return known;
  }
}
