package linekeeper.recording.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.recording.proof.BundleContents;
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
          audio(zip, item.audio(), Manifest.read(item.manifest().body()));
        }
      }
    }
  }

  private void audio(ZipOutputStream zip, String name, Manifest manifest) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    try (InputStream content = objects.open(manifest.objectKey(), 0, manifest.size())) {
      content.transferTo(zip);
    } catch (ObjectStoreException e) {
      throw new IOException("the store does not give " + manifest.objectKey(), e);
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
    return resource("index.html")
        .replace("@SUBJECT@", escaped(contents.subject()))
        .replace("@TRACE@", escaped(trace(contents)))
        .replace("@RECORDINGS@", players);
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
