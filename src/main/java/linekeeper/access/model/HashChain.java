package linekeeper.access.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The chain that ties the audit together: the hash of a line covers all of the line and the hash of
 * the line before it. It shows edits, insertions and deletions before the last line; that the last
 * lines are still there is shown by a hash that was noted elsewhere.
 */
public final class HashChain {
  private static final int LENGTH = 32;
  private static final long MILLION = 1_000_000;
  private static final long THOUSAND = 1_000;

  private HashChain() {}

  /** What stands before the first line. */
  public static String start() {
    return HexFormat.of().formatHex(new byte[LENGTH]);
  }

  /**
   * SHA-256, in hex, over the previous hash and the line, each text preceded by its length in
   * bytes.
   */
  public static String next(String previous, AuditLine line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(HexFormat.of().parseHex(previous));
      out.writeLong(line.number());
      out.writeLong(micros(line.at()));
      out.writeBoolean(line.succeeded());
      text(out, line.user());
      text(out, line.action());
      text(out, line.subject());
      text(out, line.detail());
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(hash);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * MILLION + at.getNano() / THOUSAND;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
