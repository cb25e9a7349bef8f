package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linekeeper.recording.proof.Finding.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Scheme.class)
class ProofTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Instant AT = Instant.parse("2026-11-21T04:00:00Z");
  private static final int RECORDINGS = 3;

  private final Scheme scheme;
  private final KeyPair keys;
  private final Verifier verifier;
  @TempDir private Path directory;

  ProofTest(Scheme scheme) {
    this.scheme = scheme;
    this.keys = scheme.fresh();
    this.verifier = Verifier.of(scheme, keys.getPublic().getEncoded());
  }

  @Test
  void an_untouched_bundle_is_proved_in_every_point() throws Exception {
    assertThat(outcomes(entries(contents(true)))).containsOnly(Outcome.PROVED);
  }

  @Test
  void a_day_that_is_not_sealed_leaves_that_open_and_nothing_else() throws Exception {
    List<Finding> findings = findings(entries(contents(false)), "");
    assertThat(findings).extracting(Finding::outcome).containsOnlyOnce(Outcome.OPEN);
    assertThat(findings).extracting(Finding::outcome).doesNotContain(Outcome.BROKEN);
  }

  @Test
  void one_flipped_bit_anywhere_in_any_audio_is_found() throws Exception {
    for (int recording = 1; recording <= RECORDINGS; recording++) {
      byte[] audio = audio(recording);
      for (int at = 0; at < audio.length; at += 137) {
        Map<String, byte[]> entries = entries(contents(true));
        byte[] flipped = audio.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        entries.put("audio/r-" + recording + ".wav", flipped);
        assertThat(outcomes(entries)).as("byte %d", at).contains(Outcome.BROKEN);
      }
    }
  }

  @Test
  void one_flipped_bit_anywhere_in_what_the_bundle_says_is_found_or_changes_nothing_signed()
      throws Exception {
    BundleContents contents = contents(true);
    byte[] text = contents.text().getBytes(UTF_8);
    for (int at = 0; at < text.length; at += 3) {
      byte[] flipped = text.clone();
      flipped[at] ^= 1;
      Map<String, byte[]> entries = entries(contents);
      entries.put("bundle.json", flipped);
      if (!harmless(contents, flipped)) {
        assertThat(outcomes(entries)).as("byte %d", at).containsAnyOf(Outcome.BROKEN, Outcome.OPEN);
      }
    }
  }

  @Test
  void one_flipped_bit_anywhere_in_an_exhibit_is_found() throws Exception {
    byte[] photo = audio(9);
    for (int at = 0; at < photo.length; at += 37) {
      Map<String, byte[]> entries = entries(contents(true));
      byte[] flipped = photo.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      entries.put("exhibits/e-1", flipped);
      assertThat(outcomes(entries)).as("byte %d", at).contains(Outcome.BROKEN);
    }
  }

  @Test
  void an_exhibit_that_was_withdrawn_says_so_and_cannot_be_made_to_count_again() throws Exception {
    var why = new ItemManifest.Withdrawn(AT, "agent1", "the wrong street", null);
    Signed said = sign(exhibit(why).text());
    BundleContents whole = contents(false);
    BundleContents.Day day = Objects.requireNonNull(whole.days().get(DAY));
    List<String> digests = new ArrayList<>(day.digests());
    digests.set(RECORDINGS, said.digest());
    BundleContents withdrawn =
        new BundleContents(
            BundleContents.VERSION,
            whole.subject(),
            "leader1",
            "appeal",
            "security1",
            AT,
            whole.recordings(),
            List.of(new BundleContents.Exhibit("e-1", DAY, said, "exhibits/e-1")),
            Map.of(DAY, new BundleContents.Day(2, day.before(), digests, null)),
            whole.keys());
    assertThat(findings(entries(withdrawn), ""))
        .extracting(Finding::text)
        .anyMatch(it -> it.contains("WITHDRAWN") && it.contains("the wrong street"));
    Map<String, byte[]> forged = entries(withdrawn);
    String text = withdrawn.text().replace("the wrong street", "a street, no mor");
    forged.put("bundle.json", text.getBytes(UTF_8));
    assertThat(outcomes(forged)).contains(Outcome.BROKEN);
  }

  @Test
  void a_recording_put_in_the_place_of_another_is_found() throws Exception {
    Map<String, byte[]> entries = entries(contents(true));
    entries.put("audio/r-1.wav", audio(2));
    assertThat(outcomes(entries)).contains(Outcome.BROKEN);
    entries.remove("audio/r-1.wav");
    assertThat(outcomes(entries)).contains(Outcome.BROKEN);
  }

  @Test
  void a_recording_that_was_purged_is_proved_by_its_certificate_and_not_by_anothers()
      throws Exception {
    BundleContents whole = contents(true);
    BundleContents.Item first = whole.recordings().get(0);
    BundleContents.Item second = whole.recordings().get(1);
    Signed certificate = sign(certificate(first).text());
    assertThat(outcomes(entries(with(whole, first, certificate)))).containsOnly(Outcome.PROVED);
    assertThat(outcomes(entries(with(whole, second, certificate)))).contains(Outcome.BROKEN);
    Signed forged =
        new Signed(
            certificate.body().replace("security1", "nobody99"),
            certificate.signature(),
            certificate.key());
    assertThat(outcomes(entries(with(whole, first, forged)))).contains(Outcome.BROKEN);
  }

  private static PurgeCertificate certificate(BundleContents.Item of) {
    return new PurgeCertificate(
        1,
        of.id(),
        "c-1",
        2,
        of.manifest().digest(),
        "ab",
        1,
        "recordings",
        "key",
        null,
        DAY,
        "rule",
        "security1",
        "its time is over",
        AT,
        AT,
        AT,
        "linekeeper");
  }

  private static BundleContents with(
      BundleContents whole, BundleContents.Item item, Signed certificate) {
    List<BundleContents.Item> items = new ArrayList<>(whole.recordings());
    items.set(
        items.indexOf(item),
        new BundleContents.Item(
            item.id(), item.day(), item.manifest(), null, certificate, List.of()));
    return replaced(whole, items, whole.days(), whole.keys());
  }

  @Test
  void a_manifest_left_out_of_its_day_or_moved_within_it_is_found() throws Exception {
    BundleContents.Day day = Objects.requireNonNull(contents(true).days().get(DAY));
    List<String> fewer = day.digests().subList(0, 2);
    assertThat(outcomes(with(day, fewer))).contains(Outcome.BROKEN);
    assertThat(outcomes(with(day, day.digests().reversed()))).contains(Outcome.BROKEN);
    assertThat(outcomes(with(day, List.of()))).contains(Outcome.BROKEN);
  }

  @Test
  void who_signs_everything_anew_with_a_key_of_his_own_is_found_by_who_knows_the_right_one()
      throws Exception {
    ProofTest forger = new ProofTest(scheme);
    Map<String, byte[]> forged = entries(forger.contents(true));
    assertThat(outcomes(forged)).containsOnly(Outcome.PROVED);
    assertThat(findings(forged, verifier.id()))
        .extracting(Finding::outcome)
        .contains(Outcome.BROKEN);
    assertThat(findings(entries(contents(true)), verifier.id()))
        .extracting(Finding::outcome)
        .containsOnly(Outcome.PROVED);
  }

  @Test
  void a_key_under_another_keys_id_counts_for_nothing() throws Exception {
    Verifier other = new ProofTest(scheme).verifier;
    BundleContents it = contents(true);
    List<Verifier> keys = List.of(new Verifier(verifier.id(), scheme, other.encoded()));
    BundleContents claimed = replaced(it, it.recordings(), it.days(), keys);
    assertThat(outcomes(entries(claimed))).contains(Outcome.BROKEN);
  }

  @Test
  void what_is_no_bundle_is_said_to_be_damaged_and_throws_nothing() throws Exception {
    assertThat(outcomes(new LinkedHashMap<>())).containsOnly(Outcome.BROKEN);
    assertThat(outcomes(new LinkedHashMap<>(Map.of("bundle.json", "{}".getBytes(UTF_8)))))
        .containsOnly(Outcome.BROKEN);
    Path file = directory.resolve("torn.zip");
    byte[] whole = Files.readAllBytes(zip(entries(contents(true))));
    for (int length = 0; length < whole.length; length += 301) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(Proof.of(file, "")).extracting(Finding::outcome).contains(Outcome.BROKEN);
    }
  }

  /** Who took it out and why, and the names of fields nobody reads, are not what was signed. */
  private static boolean harmless(BundleContents was, byte[] flipped) {
    try {
      BundleContents is = BundleContents.read(new String(flipped, UTF_8));
      return is.recordings().equals(was.recordings())
          && is.exhibits().equals(was.exhibits())
          && is.days().equals(was.days())
          && is.keys().equals(was.keys());
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  private Map<String, byte[]> with(BundleContents.Day day, List<String> digests)
      throws GeneralSecurityException {
    BundleContents it = contents(true);
    BundleContents.Day changed =
        new BundleContents.Day(day.first(), day.before(), digests, day.seal());
    return entries(replaced(it, it.recordings(), Map.of(DAY, changed), it.keys()));
  }

  private static BundleContents replaced(
      BundleContents it,
      List<BundleContents.Item> recordings,
      Map<LocalDate, BundleContents.Day> days,
      List<Verifier> keys) {
    return new BundleContents(
        it.version(),
        it.subject(),
        it.exportedBy(),
        it.reason(),
        it.approvedBy(),
        it.exportedAt(),
        recordings,
        it.exhibits(),
        days,
        keys);
  }

  private BundleContents contents(boolean sealed) throws GeneralSecurityException {
    String before = Chain.link(Chain.START, "0".repeat(64));
    List<BundleContents.Item> items = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 1; i <= RECORDINGS; i++) {
      Signed signed = sign(manifest(i).text());
      digests.add(signed.digest());
      items.add(
          new BundleContents.Item("r-" + i, DAY, signed, "audio/r-" + i + ".wav", null, List.of()));
    }
    Signed exhibit = sign(exhibit(null).text());
    digests.add(exhibit.digest());
    Seal seal =
        new Seal(
            1, DAY, "Asia/Shanghai", 2, RECORDINGS + 2, before, Chain.head(before, digests), AT);
    BundleContents.Day day =
        new BundleContents.Day(2, before, digests, sealed ? sign(seal.text()) : null);
    return new BundleContents(
        BundleContents.VERSION,
        "day:" + DAY,
        "leader1",
        "appeal",
        "security1",
        AT,
        items,
        List.of(new BundleContents.Exhibit("e-1", DAY, exhibit, "exhibits/e-1")),
        Map.of(DAY, day),
        List.of(verifier));
  }

  private static ItemManifest exhibit(ItemManifest.@Nullable Withdrawn withdrawn) {
    byte[] photo = audio(9);
    return new ItemManifest(
        1,
        RECORDINGS + 2,
        "e-1",
        "c-1",
        "PHOTO",
        "road.jpg",
        "the hole",
        "image/jpeg",
        photo.length,
        Map.of("SHA-256", DigestKind.SHA_256.of(photo)),
        "recordings",
        "evidence/e-1",
        "agent1",
        AT,
        null,
        AT,
        null,
        false,
        "",
        null,
        withdrawn,
        null,
        AT,
        "linekeeper");
  }

  private static Manifest manifest(int recording) {
    byte[] audio = audio(recording);
    return new Manifest(
        Manifest.VERSION,
        recording + 1,
        "r-" + recording,
        "c-1",
        List.of("agent1"),
        AT,
        AT.plusSeconds(3),
        List.of("caller", "seat"),
        "pcm_s16le",
        8000,
        3000,
        audio.length,
        0,
        List.of(new Manifest.Silent(AT.plusSeconds(1), AT.plusSeconds(2), "agent1", "card number")),
        Map.of("SHA-256", DigestKind.SHA_256.of(audio), "SM3", DigestKind.SM3.of(audio)),
        "recordings",
        "recordings/r-" + recording + ".wav",
        AT,
        AT,
        "linekeeper");
  }

  private Signed sign(String text) throws GeneralSecurityException {
    byte[] signature = scheme.sign(keys.getPrivate(), text.getBytes(UTF_8));
    return new Signed(text, Base64.getEncoder().encodeToString(signature), verifier.id());
  }

  private static byte[] audio(int recording) {
    byte[] audio = new byte[400];
    for (int i = 0; i < audio.length; i++) {
      audio[i] = (byte) (i * recording);
    }
    return audio;
  }

  private static Map<String, byte[]> entries(BundleContents contents) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("bundle.json", contents.text().getBytes(UTF_8));
    for (int i = 1; i <= RECORDINGS; i++) {
      entries.put("audio/r-" + i + ".wav", audio(i));
    }
    entries.put("exhibits/e-1", audio(9));
    return entries;
  }

  private List<Outcome> outcomes(Map<String, byte[]> entries) throws IOException {
    return findings(entries, "").stream().map(Finding::outcome).toList();
  }

  private List<Finding> findings(Map<String, byte[]> entries, String trusted) throws IOException {
    return Proof.of(zip(entries), trusted);
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path file = Files.createTempFile(directory, "bundle", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }
}
