package linekeeper.recording.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.proof.BundleContents;
import linekeeper.recording.proof.ItemManifest;
import linekeeper.recording.proof.Manifest;
import org.springframework.stereotype.Component;

/** Writes a bundle as it is sent: nothing of it is held but one buffer. */
@Component
final class BundleFile {
  private final ObjectStore objects;

  BundleFile(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * Writes all of it.
   *
   * @throws IOException if the store or the reader breaks off: what was sent is then no whole zip
   */
  void write(BundleContents contents, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
      text(zip, "bundle.json", contents.text());
      text(zip, "README.txt", resource("README.txt"));
      text(zip, "index.html", page(contents));
      zip.setLevel(0); // audio does not get smaller by much, and a reader may be waiting
      for (BundleContents.Item item : contents.recordings()) {
        if (item.audio() != null) {
          Manifest manifest = Manifest.read(item.manifest().body());
          object(zip, item.audio(), manifest.objectKey(), manifest.size());
        }
      }
      exhibits(zip, contents.exhibits());
    }
  }

  /** What was withdrawn is spoken of twice and lies there once. */
  private void exhibits(ZipOutputStream zip, List<BundleContents.Exhibit> exhibits)
      throws IOException {
    Set<String> written = new HashSet<>();
    for (BundleContents.Exhibit exhibit : exhibits) {
      if (exhibit.file() != null && written.add(exhibit.file())) {
        ItemManifest manifest = ItemManifest.read(exhibit.manifest().body());
        object(zip, exhibit.file(), manifest.objectKey(), manifest.size());
      }
    }
  }

  private void object(ZipOutputStream zip, String name, String key, long size) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (InputStream content = objects.open(key, 0, size)) {
      content.transferTo(zip);
    } catch (ObjectStoreException e) {
      throw new IOException("the store does not give " + key, e);
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
        " · ", List.of(contents.exportedBy(), contents.exportedAt().toString(), contents.reason()));
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
    ItemManifest.Withdrawn withdrawn = manifest.withdrawn();
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
            withdrawn == null
                ? (manifest.late() ? "迟交 late" : "")
                : "已撤回 withdrawn: "
                    + escaped(withdrawn.by() + ", " + withdrawn.at() + ", " + withdrawn.why()));
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
