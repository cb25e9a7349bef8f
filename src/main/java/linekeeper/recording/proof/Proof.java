package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import linekeeper.recording.proof.Finding.Outcome;

/**
 * Checks a bundle with nothing but the bundle: each recording and exhibit against its manifest,
 * each manifest against its signature and its place in the day's chain, the chain against the day's
 * seal.
 */
public final class Proof {
  private static final int LARGEST_CONTENTS = 256 << 20;

  private final ZipFile bundle;
  private final BundleContents contents;
  private final String trusted;
  private final List<Finding> findings = new ArrayList<>();

  private Proof(ZipFile bundle, BundleContents contents, String trusted) {
    this.bundle = bundle;
    this.contents = contents;
    this.trusted = trusted;
  }

  /**
   * Everything that a bundle shows.
   *
   * @param trusted the id of the only key that counts, known from elsewhere; empty to take the
   *     bundle's word for its keys
   * @throws IOException if it cannot be read
   */
  public static List<Finding> of(Path file, String trusted) throws IOException {
    try (ZipFile bundle = new ZipFile(file.toFile())) {
      Proof proof = new Proof(bundle, contents(bundle), trusted);
      proof.contents.days().forEach(proof::day);
      for (BundleContents.Item item : proof.contents.recordings()) {
        proof.recording(item);
      }
      for (BundleContents.Exhibit exhibit : proof.contents.exhibits()) {
        proof.exhibit(exhibit);
      }
      if (proof.findings.isEmpty()) {
        proof.found(Outcome.BROKEN, "bundle", "nothing is in it");
      }
      return proof.findings;
    } catch (ZipException | IllegalArgumentException | NullPointerException damaged) {
      // a null is something that is missing in what was read
      return List.of(new Finding(Outcome.BROKEN, "bundle", "damaged: " + damaged.getMessage()));
    }
  }

  private static BundleContents contents(ZipFile bundle) throws IOException {
    try (InputStream in = open(bundle, "bundle.json")) {
      byte[] text = in.readNBytes(LARGEST_CONTENTS + 1);
      if (text.length > LARGEST_CONTENTS) {
        throw new IllegalArgumentException("bundle.json is too large");
      }
      return BundleContents.read(new String(text, UTF_8));
    }
  }

  private static InputStream open(ZipFile bundle, String name) throws IOException {
    ZipEntry entry = bundle.getEntry(name);
    if (entry == null) {
      throw new IllegalArgumentException(name + " is not in it");
    }
    return bundle.getInputStream(entry);
  }

  private void day(LocalDate day, BundleContents.Day chain) {
    String subject = "day " + day;
    Signed signed = chain.seal();
    if (signed == null) {
      found(Outcome.OPEN, subject, "not sealed yet: later changes to its chain could not be told");
      return;
    }
    Seal seal = Seal.read(signed.body());
    boolean same =
        seal.day().equals(day)
            && seal.first() == chain.first()
            && seal.last() == chain.first() + chain.digests().size() - 1
            && seal.before().equals(chain.before())
            && seal.head().equals(Chain.head(chain.before(), chain.digests()));
    check(vouched(signed), subject, "seal signed by key " + signed.key());
    check(same, subject, chain.digests().size() + " manifests are the sealed ones, in order");
  }

  private void recording(BundleContents.Item item) throws IOException {
    String subject = "recording " + item.id();
    Manifest manifest = Manifest.read(item.manifest().body());
    check(vouched(item.manifest()), subject, "manifest signed by key " + item.manifest().key());
    check(manifest.recording().equals(item.id()), subject, "manifest is this recording's");
    check(
        inPlace(item.day(), item.manifest(), manifest.number()),
        subject,
        "manifest " + manifest.number() + " is in the chain");
    if (item.purge() != null) {
      purge(subject, item.purge(), item.manifest());
    } else if (item.audio() == null) {
      found(Outcome.OPEN, subject, "its audio is not in the bundle");
    } else {
      content(subject, item.audio(), manifest.size(), manifest.digests());
    }
  }

  private void exhibit(BundleContents.Exhibit exhibit) throws IOException {
    String subject = "exhibit " + exhibit.id();
    Signed signed = exhibit.manifest();
    ItemManifest manifest = ItemManifest.read(signed.body());
    check(vouched(signed), subject, "manifest signed by key " + signed.key());
    check(manifest.item().equals(exhibit.id()), subject, "manifest is this exhibit's");
    check(
        inPlace(exhibit.day(), signed, manifest.number()),
        subject,
        "manifest " + manifest.number() + " is in the chain");
    ItemManifest.Withdrawn withdrawn = manifest.withdrawn();
    if (withdrawn != null) {
      String when = withdrawn.at() + ", by " + withdrawn.by() + ": " + withdrawn.why();
      found(Outcome.PROVED, subject, "WITHDRAWN on " + when);
    }
    ItemManifest.Purged purged = manifest.purged();
    if (purged != null) {
      found(Outcome.PROVED, subject, "PURGED on " + purged.goneAt() + ", by " + purged.by());
    } else if (exhibit.file() != null) {
      content(subject, exhibit.file(), manifest.size(), manifest.digests());
    } else if (!purged(exhibit.id())) {
      found(Outcome.OPEN, subject, "its file is not in the bundle");
    }
  }

  /**
   * Whether another statement in the bundle, which is checked by itself, says why it is not there.
   */
  private boolean purged(String id) {
    return contents.exhibits().stream()
        .filter(it -> it.id().equals(id))
        .anyMatch(it -> ItemManifest.read(it.manifest().body()).purged() != null);
  }

  private void purge(String subject, Signed signed, Signed manifest) {
    PurgeCertificate purge = PurgeCertificate.read(signed.body());
    boolean same = purge.manifestDigest().equals(manifest.digest());
    check(vouched(signed), subject, "purge certified by key " + signed.key());
    check(same, subject, "purged on " + purge.goneAt() + ", by " + purge.orderedBy());
  }

  private boolean inPlace(LocalDate day, Signed manifest, long number) {
    BundleContents.Day chain = contents.days().get(day);
    long place = chain == null ? -1 : number - chain.first();
    return chain != null
        && place >= 0
        && place < chain.digests().size()
        && chain.digests().get((int) place).equals(manifest.digest());
  }

  private void content(String subject, String name, long size, Map<String, String> digests)
      throws IOException {
    ZipEntry entry = bundle.getEntry(name);
    if (entry == null) {
      found(Outcome.BROKEN, subject, name + " is not in the bundle");
      return;
    }
    check(entry.getSize() == size, subject, size + " bytes");
    check(!digests.isEmpty(), subject, "the manifest names a digest");
    for (Map.Entry<String, String> digest : digests.entrySet()) {
      Optional<DigestKind> kind = DigestKind.named(digest.getKey());
      if (kind.isEmpty()) {
        found(Outcome.OPEN, subject, "no means to check " + digest.getKey());
        continue;
      }
      try (InputStream content = bundle.getInputStream(entry)) {
        boolean same = kind.get().of(content).equals(digest.getValue());
        check(same, subject, digest.getKey() + " " + digest.getValue());
      } catch (ZipException damaged) {
        found(Outcome.BROKEN, subject, "it is damaged: " + damaged.getMessage());
      }
    }
  }

  private boolean vouched(Signed signed) {
    return (trusted.isEmpty() || trusted.equals(signed.key()))
        && contents.keys().stream().anyMatch(key -> key.accepts(signed));
  }

  private void check(boolean holds, String subject, String what) {
    found(holds ? Outcome.PROVED : Outcome.BROKEN, subject, holds ? what : "NOT TRUE: " + what);
  }

  private void found(Outcome outcome, String subject, String text) {
    findings.add(new Finding(outcome, subject, text));
  }
}
