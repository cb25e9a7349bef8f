package linekeeper.evidence.desk;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegSegmentMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a file shows of itself. Only its beginning, and a photo's own notes, are looked at: nothing
 * is unpacked or drawn, so a file cannot do anything to who looks at it.
 */
final class Look {
  private static final List<JpegSegmentMetadataReader> EXIF = List.of(new ExifReader());
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss");

  private Look() {}

  /**
   * The media type that the content shows; {@code application/octet-stream} where it shows none.
   */
  static String type(Path file) throws IOException {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      return MimeTypes.getDefaultMimeTypes()
          .detect(content, new org.apache.tika.metadata.Metadata())
          .getBaseType()
          .toString();
    }
  }

  /**
   * When a JPEG photo says that it was taken (Exif DateTimeOriginal), or null where it says nothing
   * that makes sense.
   *
   * @param zone of a camera that names none
   */
  static @Nullable Instant takenAt(Path file, String mediaType, ZoneId zone) throws IOException {
    if (!mediaType.equals("image/jpeg")) {
      return null;
    }
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      Metadata notes = JpegMetadataReader.readMetadata(content, EXIF);
      ExifSubIFDDirectory exif = notes.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
      return exif == null ? null : original(exif, zone);
    } catch (ImageProcessingException | IOException | RuntimeException damaged) {
      return null; // what its notes say is no reason to refuse a photo
    }
  }

  private static @Nullable Instant original(ExifSubIFDDirectory exif, ZoneId zone) {
    String time = exif.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL);
    String offset = exif.getString(ExifSubIFDDirectory.TAG_TIME_ZONE_ORIGINAL);
    if (time == null) {
      return null;
    }
    try {
      ZoneId at = offset == null ? zone : ZoneOffset.of(offset.strip());
      return LocalDateTime.parse(time.strip(), TIME).atZone(at).toInstant();
    } catch (DateTimeException nonsense) {
      return null;
    }
  }
}
