package linekeeper.recording.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.AgentId;
import linekeeper.platform.lane.GoesRounds;
import linekeeper.platform.lane.Rounds;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.retention.PurgeOrder;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.model.Audio;
import linekeeper.recording.model.Custody;
import linekeeper.recording.model.Pause;
import linekeeper.recording.model.TakenRecording;
import linekeeper.recording.proof.Chain;
import linekeeper.recording.proof.Manifest;
import linekeeper.recording.proof.PurgeCertificate;
import linekeeper.recording.proof.Seal;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.PauseStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Signs for what the store holds: a manifest for each recording, in one chain, and a seal for each
 * day of it. Remembers nothing itself: what is to be signed follows from the rows.
 */
@Component
final class Notary implements GoesRounds {
  private static final Logger LOG = LoggerFactory.getLogger(Notary.class);
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final int PAGE = 50;

  private final EvidenceStore rows;
  private final PauseStore pauses;
  private final Digests digests;
  private final EvidenceProperties properties;
  private final CustodyMeter meter;
  private final Signatures signatures;
  private final Rounds rounds = new Rounds("notary", Duration.ZERO, this::round);

  Notary(
      EvidenceStore rows,
      PauseStore pauses,
      Digests digests,
      EvidenceProperties properties,
      CustodyMeter meter,
      Signatures signatures) {
    this.rows = rows;
    this.pauses = pauses;
    this.digests = digests;
    this.properties = properties;
    this.meter = meter;
    this.signatures = signatures;
  }

  @Override
  public Rounds rounds() {
    return rounds;
  }

  /** One round; how long until the next. */
  Duration round() {
    try {
      boolean some = sign(rows.unsigned(PAGE));
      certify(rows.uncertified(PAGE));
      sealDays();
      meter.signing(true);
      return some ? Duration.ZERO : EVERY;
    } catch (IOException | ObjectStoreException | RuntimeException failure) {
      LOG.debug("evidence could not be signed", failure);
      meter.signing(false);
      return AFTER_FAILURE;
    }
  }

  private boolean sign(List<TakenRecording> recordings) throws IOException, ObjectStoreException {
    for (TakenRecording recording : recordings) {
      if (stored(recording) instanceof Custody.Stored stored) {
        Optional<Map<String, String>> named = digests.of(recording.id(), stored);
        if (named.isPresent()) { // one that differs holds up no other
          sign(recording, stored, named.get());
        }
      }
    }
    return !recordings.isEmpty();
  }

  private void sign(TakenRecording recording, Custody.Stored stored, Map<String, String> named)
      throws IOException {
    SigningKey with = signatures.key();
    List<Pause> silent = pauses.of(List.of(recording.id())).getOrDefault(recording.id(), List.of());
    Instant now = signatures.now();
    rows.add(
        recording.id(),
        signatures.day(now),
        number -> with.sign(manifest(number, recording, stored, silent, named, now).text()));
  }

  /** That what was purged is gone, with what its manifest said of it. */
  private void certify(List<TakenRecording> recordings) throws IOException {
    for (TakenRecording recording : recordings) {
      EvidenceStore.Link link = rows.of(recording.id()).orElse(null);
      if (link != null && recording.custody() instanceof Custody.Purged purged) {
        Instant now = signatures.now();
        rows.certify(
            recording.id(), signatures.sign(certificate(recording, purged, link, now).text()));
      }
    }
  }

  private static PurgeCertificate certificate(
      TakenRecording recording, Custody.Purged purged, EvidenceStore.Link link, Instant now) {
    Custody.Stored was = purged.stored();
    PurgeOrder order = purged.order();
    return new PurgeCertificate(
        1,
        recording.id().value(),
        recording.call().value(),
        link.number(),
        link.signed().digest(),
        was.digest(),
        was.audio().size(),
        was.place().bucket(),
        was.place().key(),
        purged.act(),
        order.lawfulFrom(),
        order.rule(),
        order.by(),
        order.why(),
        order.at(),
        purged.goneAt(),
        now,
        "linekeeper");
  }

  private static Custody stored(TakenRecording recording) {
    return recording.custody() instanceof Custody.Linked linked
        ? linked.stored()
        : recording.custody();
  }

  private static Manifest manifest(
      long number,
      TakenRecording recording,
      Custody.Stored stored,
      List<Pause> silent,
      Map<String, String> digests,
      Instant now) {
    Audio audio = stored.audio();
    return new Manifest(
        Manifest.VERSION,
        number,
        recording.id().value(),
        recording.call().value(),
        recording.agents().stream().map(AgentId::value).sorted().toList(),
        recording.startedAt(),
        recording.endedAt(),
        List.of("caller", "seat"),
        Audio.CODEC,
        audio.sampleRate(),
        audio.durationMillis(),
        audio.size(),
        audio.cutBytes(),
        silent.stream()
            .map(it -> new Manifest.Silent(it.from(), it.to(), it.agent().value(), it.why()))
            .toList(),
        digests,
        stored.place().bucket(),
        stored.place().key(),
        stored.storedAt(),
        now,
        "linekeeper");
  }

  /** Every day from the first with a manifest to the last that is over gets its seal, in order. */
  private void sealDays() throws IOException {
    LocalDate open = signatures.day(signatures.now().minus(properties.sealAfter()));
    LocalDate next = rows.lastSealed().map(it -> it.plusDays(1)).or(rows::firstDay).orElse(open);
    for (LocalDate day = next; day.isBefore(open); day = day.plusDays(1)) {
      EvidenceStore.End before = rows.endBefore(day);
      List<String> digests = rows.digests(day);
      Seal seal =
          new Seal(
              1,
              day,
              properties.zone().getId(),
              before.number() + 1,
              before.number() + digests.size(),
              before.link(),
              Chain.head(before.link(), digests),
              signatures.now());
      rows.seal(day, signatures.sign(seal.text()));
    }
  }
}
