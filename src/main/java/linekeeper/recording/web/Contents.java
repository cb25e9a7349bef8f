package linekeeper.recording.web;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linekeeper.kernel.RecordingId;
import linekeeper.recording.desk.OtherItems;
import linekeeper.recording.model.Consent;
import linekeeper.recording.proof.BundleContents;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.store.EvidenceStore;
import linekeeper.recording.store.MarkStore;
import org.springframework.stereotype.Component;

/** What a bundle says: manifests in their places, with the proof, and which files are in it. */
@Component
final class Contents {
  private final EvidenceStore rows;
  private final MarkStore marks;
  private final OtherItems others;
  private final InstantSource clock;

  Contents(EvidenceStore rows, MarkStore marks, OtherItems others, InstantSource clock) {
    this.rows = rows;
    this.marks = marks;
    this.others = others;
    this.clock = clock;
  }

  /**
   * All of it but the files.
   *
   * @param files whether they are to be in it, as far as they are there
   * @param by the trace that it bears
   */
  BundleContents of(String subject, List<EvidenceStore.Link> links, boolean files, Consent by) {
    Map<LocalDate, BundleContents.Day> days = new LinkedHashMap<>();
    links.forEach(link -> days.computeIfAbsent(link.day(), this::day));
    return new BundleContents(
        BundleContents.VERSION,
        subject,
        by.by(),
        by.reason(),
        by.approvedBy(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        links.stream().flatMap(link -> item(link, files).stream()).toList(),
        links.stream().filter(it -> it.recording() == null).map(it -> exhibit(it, files)).toList(),
        days,
        rows.keys());
  }

  private Optional<BundleContents.Item> item(EvidenceStore.Link link, boolean files) {
    RecordingId id = link.recording();
    if (id == null) {
      return Optional.empty();
    }
    boolean there = files && rows.kept(id);
    return Optional.of(
        new BundleContents.Item(
            id.value(),
            link.day(),
            link.signed(),
            there ? "audio/" + id + ".wav" : null,
            rows.certificateOf(id).orElse(null),
            there ? notes(id) : List.of()));
  }

  /** Its own name is a text in the manifest; in the bundle it lies under one that is ours. */
  private BundleContents.Exhibit exhibit(EvidenceStore.Link link, boolean files) {
    ItemManifest manifest = ItemManifest.read(link.signed().body());
    String key = manifest.objectKey();
    String file = "exhibits/" + key.substring(key.lastIndexOf('/') + 1);
    return new BundleContents.Exhibit(
        manifest.item(),
        link.day(),
        link.signed(),
        files && others.kept(manifest.item()) ? file : null);
  }

  /** With the sound only: without it they say what nobody can hear. */
  private List<BundleContents.Note> notes(RecordingId id) {
    return marks.of(id).stream()
        .map(it -> new BundleContents.Note(it.atMillis(), it.text(), it.by(), it.at()))
        .toList();
  }

  private BundleContents.Day day(LocalDate day) {
    EvidenceStore.End before = rows.endBefore(day);
    Signed seal = rows.sealOf(day).orElse(null);
    return new BundleContents.Day(before.number() + 1, before.link(), rows.digests(day), seal);
  }
}
