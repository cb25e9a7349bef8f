package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linekeeper.recording.proof.Finding.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exhibit whose time was over: what a bundle proves of it without its file. */
class PurgedExhibitTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Instant AT = Instant.parse("2026-11-21T04:00:00Z");
  private static final ItemManifest.Purged GONE =
      new ItemManifest.Purged(DAY, "60 months", "security1", "its time is over", AT, AT);

  private final KeyPair keys = Scheme.ED25519.fresh();
  private final Verifier verifier = Verifier.of(Scheme.ED25519, keys.getPublic().getEncoded());
  @TempDir private Path directory;

  @Test
  void it_is_proved_by_the_chains_word_that_it_was_deleted_by_whom_and_when() throws Exception {
    List<Finding> findings =
        findings(sign(manifest(1, "e-1", null)), sign(manifest(2, "e-1", GONE)));
    assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.PROVED, Outcome.OPEN);
    assertThat(findings)
        .filteredOn(it -> it.outcome() == Outcome.OPEN)
        .as("only that the day is not sealed")
        .singleElement()
        .matches(it -> it.subject().equals("day " + DAY));
    assertThat(findings)
        .extracting(Finding::text)
        .anyMatch(it -> it.contains("PURGED") && it.contains("security1"));
  }

  @Test
  void one_that_is_merely_not_there_stays_open_and_anothers_deletion_is_no_excuse()
      throws Exception {
    List<Finding> findings =
        findings(sign(manifest(1, "e-1", null)), sign(manifest(2, "e-2", GONE)));
    assertThat(findings)
        .filteredOn(it -> it.subject().equals("exhibit e-1"))
        .extracting(Finding::outcome)
        .contains(Outcome.OPEN);
  }

  @Test
  void a_word_that_somebody_else_put_in_is_found() throws Exception {
    Signed said = sign(manifest(2, "e-1", GONE));
    Signed forged =
        new Signed(said.body().replace("security1", "nobody99"), said.signature(), said.key());
    assertThat(findings(sign(manifest(1, "e-1", null)), forged))
        .extracting(Finding::outcome)
        .contains(Outcome.BROKEN);
  }

  private List<Finding> findings(Signed... said) throws Exception {
    List<BundleContents.Exhibit> exhibits =
        List.of(said).stream()
            .map(it ->
                new BundleContents.Exhibit(ItemManifest.read(it.body()).item(), DAY, it, null))
            .toList();
    BundleContents contents =
        new BundleContents(
            BundleContents.VERSION,
            "call:c-1",
            "leader1",
            "appeal",
            "security1",
            AT,
            List.of(),
            exhibits,
            Map.of(
                DAY,
                new BundleContents.Day(
                    1, Chain.START, List.of(said).stream().map(Signed::digest).toList(), null)),
            List.of(verifier));
    Path file = directory.resolve("bundle.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("bundle.json"));
      zip.write(contents.text().getBytes(UTF_8));
      zip.closeEntry();
    }
    return Proof.of(file, "");
  }

  private Signed sign(ItemManifest manifest) throws Exception {
    byte[] signature = Scheme.ED25519.sign(keys.getPrivate(), manifest.text().getBytes(UTF_8));
    return new Signed(
        manifest.text(), Base64.getEncoder().encodeToString(signature), verifier.id());
  }

  private static ItemManifest manifest(
      long number, String item, ItemManifest.@Nullable Purged purged) {
    return new ItemManifest(
        1,
        number,
        item,
        "c-1",
        "PHOTO",
        "road.jpg",
        "the hole",
        "image/jpeg",
        400,
        Map.of("SHA-256", "ab"),
        "recordings",
        "evidence/" + item,
        "agent1",
        null,
        null,
        AT,
        null,
        false,
        "",
        null,
        null,
        purged,
        AT,
        "linekeeper");
  }
}
