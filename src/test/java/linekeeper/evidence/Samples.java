package linekeeper.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as people send them, and as nobody should. */
public final class Samples {
  private static final int EXIF_IFD = 0x8769;
  private static final int DATE_TIME_ORIGINAL = 0x9003;
  private static final int OFFSET_TIME_ORIGINAL = 0x9011;

  private Samples() {}

  /** A photo of one colour; another colour is another photo. */
  public static byte[] jpeg(int colour) throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, colour);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  /** The same with a camera's note of when it was taken (Exif 2.31, big endian). */
  public static byte[] jpegTaken(int colour, String time, String offset) throws IOException {
    byte[] at = (time + "\0").getBytes(US_ASCII);
    byte[] zone = (offset + "\0").getBytes(US_ASCII);
    int text = 8 + 2 + 12 + 4 + 2 + 24 + 4;
    ByteBuffer tiff = ByteBuffer.allocate(text + at.length + zone.length);
    tiff.put("MM\0*".getBytes(US_ASCII)).putInt(8);
    tiff.putShort((short) 1);
    entry(tiff, EXIF_IFD, 4, 1, 26).putInt(0);
    tiff.putShort((short) 2);
    entry(tiff, DATE_TIME_ORIGINAL, 2, at.length, text);
    entry(tiff, OFFSET_TIME_ORIGINAL, 2, zone.length, text + at.length).putInt(0);
    tiff.put(at).put(zone);
    byte[] photo = jpeg(colour);
    ByteBuffer whole = ByteBuffer.allocate(photo.length + 4 + 6 + tiff.capacity());
    whole.put(photo, 0, 2).putShort((short) 0xffe1).putShort((short) (2 + 6 + tiff.capacity()));
    whole.put("Exif\0\0".getBytes(US_ASCII)).put(tiff.array());
    return whole.put(photo, 2, photo.length - 2).array();
  }

  private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    return tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** A document without a page. */
  public static byte[] pdf() {
    return "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".getBytes(US_ASCII);
  }

  /** A page that would run if a browser showed it. */
  public static byte[] html() {
    return "<!doctype html><html><script>alert(1)</script></html>".getBytes(UTF_8);
  }

  /** A drawing that would run if a browser showed it. */
  public static byte[] svg() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"
        .getBytes(UTF_8);
  }

  /** A document of a few kilobytes with 64 MB of zeros in it. */
  public static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        zip.write(zeros);
      }
    }
    return out.toByteArray();
  }

  /** Two files in one. */
  public static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
