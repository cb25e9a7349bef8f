package linekeeper.recording.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linekeeper.kernel.RecordingId;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.desk.OtherItems;
import linekeeper.recording.desk.Quarantine;
import linekeeper.recording.proof.BundleContents;
import linekeeper.recording.proof.DigestKind;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Manifest;
import org.springframework.stereotype.Component;

/**
 * Writes a bundle as it is sent: nothing of it is held but one buffer. What turns out not to be
 * what was signed for is told; who checks the bundle sees it too.
 */
@Component
final class BundleFile {
  private final ObjectStore objects;
  private final Quarantine quarantine;
  private final OtherItems others;

  BundleFile(ObjectStore objects, Quarantine quarantine, OtherItems others) {
    this.objects = objects;
    this.quarantine = quarantine;
    this.others = others;
  }

  /**
   * A file in it.
   *
   * @param name its name in the bundle
   * @param digests that were signed
   * @param differs whom to tell where the store has something else
   */
  private record Content(
      String name, String key, long size, Map<String, String> digests, Runnable differs) {}

  /**
   * Writes all of it.
   *
   * @throws IOException if the store or the reader breaks off: what was sent is then no whole zip
   */
  void write(BundleContents contents, OutputStream out) throws IOException {
    // not closed where it breaks off: closing would make a whole zip of what there is
    ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
    text(zip, "bundle.json", contents.text());
    text(zip, "README.txt", resource("README.txt"));
    text(zip, "index.html", page(contents));
    zip.setLevel(0); // audio does not get smaller by much, and a reader may be waiting
    for (BundleContents.Item item : contents.recordings()) {
      if (item.audio() != null) {
        object(zip, recording(item, item.audio()));
      }
    }
    exhibits(zip, contents.exhibits());
    zip.finish();
    zip.flush();
  }

  /** What was withdrawn is spoken of twice and lies there once. */
  private void exhibits(ZipOutputStream zip, List<BundleContents.Exhibit> exhibits)
      throws IOException {
    Set<String> written = new HashSet<>();
    for (BundleContents.Exhibit exhibit : exhibits) {
      if (exhibit.file() != null && written.add(exhibit.file())) {
        object(zip, exhibit(exhibit, exhibit.file()));
      }
    }
  }

  private Content recording(BundleContents.Item item, String name) {
    Manifest manifest = Manifest.read(item.manifest().body());
    RecordingId id = new RecordingId(item.id());
    return new Content(
        name,
        manifest.objectKey(),
        manifest.size(),
        manifest.digests(),
        () -> quarantine.differs(id));
  }

  private Content exhibit(BundleContents.Exhibit exhibit, String name) {
    ItemManifest manifest = ItemManifest.read(exhibit.manifest().body());
    return new Content(
        name,
        manifest.objectKey(),
        manifest.size(),
        manifest.digests(),
        () -> others.differs(manifest.item()));
  }

  private void object(ZipOutputStream zip, Content file) throws IOException {
    zip.putNextEntry(new ZipEntry(file.name()));
    try (InputStream content = objects.open(file.key(), 0, file.size())) {
      String digest = DigestKind.SHA_256.copying(content, zip);
      if (!digest.equals(file.digests().get(DigestKind.SHA_256.title()))) {
        file.differs().run();
      }
    } catch (ObjectChanged changed) {
      file.differs().run();
      throw changed;
    } catch (ObjectStoreException e) {
      if (e.why() == ObjectStoreException.Why.CHANGED) {
        file.differs().run();
      }
      throw new IOException("the store does not give " + file.key(), e);
    }
    zip.closeEntry();
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }

  private static String page(BundleContents contents) throws IOException {
    String players =
        contents.recordings().stream().map(BundleFile::player).collect(Collectors.joining("\n"));
    String shown =
        contents.exhibits().stream().map(BundleFile::exhibit).collect(Collectors.joining("\n"));
    return resource("index.html")
        .replace("@SUBJECT@", escaped(contents.subject()))
        .replace("@TRACE@", escaped(trace(contents)))
        .replace("@RECORDINGS@", players)
        .replace("@EXHIBITS@", shown);
  }

  private static String trace(BundleContents contents) {
    return String.join(
        " · ",
        contents.exportedBy(),
        contents.exportedAt().toString(),
        "批准人 approved by " + contents.approvedBy(),
        contents.reason());
  }

  private static String player(BundleContents.Item item) {
    Manifest manifest = Manifest.read(item.manifest().body());
    String audio =
        item.audio() == null
            ? "<td>-</td>"
            : "<td><audio controls preload=\"none\" src=\"%s\"></audio></td>"
                .formatted(escaped(item.audio()));
    return """
    <tr><td>%s</td><td>%s</td><td>%s</td><td>%.1f s</td>
    <td class="hex">%s</td>%s<td>%s</td></tr>\
    """
        .formatted(
            escaped(item.id()),
            escaped(manifest.call()),
            manifest.startedAt(),
            manifest.durationMillis() / 1000.0,
            escaped(String.valueOf(manifest.digests().get("SHA-256"))),
            audio,
            item.marks().stream().map(BundleFile::note).collect(Collectors.joining("<br>")));
  }

  /** Nothing of an exhibit is shown in the page itself: what strangers sent does not run here. */
  private static String exhibit(BundleContents.Exhibit it) {
    ItemManifest manifest = ItemManifest.read(it.manifest().body());
    String file =
        it.file() == null
            ? escaped(manifest.name())
            : "<a download href=\"%s\">%s</a>"
                .formatted(escaped(it.file()), escaped(manifest.name()));
    return "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s %s</td><td class=\"hex\">%s</td><td>%s</td></tr>"
        .formatted(
            file,
            escaped(manifest.call()),
            manifest.receivedAt(),
            escaped(manifest.kind()),
            escaped(manifest.mediaType()),
            escaped(String.valueOf(manifest.digests().get("SHA-256"))),
            remark(manifest));
  }

  private static String remark(ItemManifest manifest) {
    ItemManifest.Purged purged = manifest.purged();
    if (purged != null) {
      return "已清除 purged: " + escaped(purged.by() + ", " + purged.goneAt() + ", " + purged.rule());
    }
    ItemManifest.Withdrawn withdrawn = manifest.withdrawn();
    if (withdrawn != null) {
      return "已撤回 withdrawn: "
          + escaped(withdrawn.by() + ", " + withdrawn.at() + ", " + withdrawn.why());
    }
    return manifest.late() ? "迟交 late" : "";
  }

  private static String note(BundleContents.Note it) {
    return "%.1f s %s (%s)".formatted(it.atMillis() / 1000.0, escaped(it.text()), escaped(it.by()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = BundleFile.class.getResourceAsStream("/evidence/" + name)) {
      if (in == null) {
        throw new IOException("no " + name + " in the application");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
