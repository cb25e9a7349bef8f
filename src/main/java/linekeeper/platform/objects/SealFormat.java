package linekeeper.platform.objects;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A sealed object: a head of 32 bytes, then the content in pieces of 64 KiB, each sealed for its
 * place, the last one as the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015). So a piece can be read alone, and none can be changed, moved, left out or cut off
 * without its showing. Each sealing has a salt of its own in its head, and with it keys of its own:
 * no nonce ever comes twice, though the same object is sealed again.
 */
final class SealFormat {
  /** Bytes of the content in a piece. */
  static final int PIECE = 64 << 10;

  /** Bytes before the first piece. */
  static final int HEAD = 32;

  private static final byte[] MAGIC = "LKSEAL1\n".getBytes(US_ASCII);
  private static final int SEALED_PIECE = PIECE + SealAlgorithm.TAG_BYTES;

  private final SealAlgorithm algorithm;
  private final SecretKey key;
  private final byte[] head;

  private SealFormat(SealAlgorithm algorithm, SecretKey key, byte[] head) {
    this.algorithm = algorithm;
    this.key = key;
    this.head = head;
  }

  /** For sealing an object once. */
  static SealFormat fresh(SealAlgorithm algorithm, byte[] secret, String objectKey) {
    byte[] salt = SealAlgorithm.random(HEAD - MAGIC.length);
    byte[] head = Arrays.copyOf(MAGIC, HEAD);
    System.arraycopy(salt, 0, head, MAGIC.length, salt.length);
    return of(algorithm, secret, objectKey, head);
  }

  /**
   * For reading what has this head.
   *
   * @throws GeneralSecurityException if that is no head of ours
   */
  static SealFormat reading(SealAlgorithm algorithm, byte[] secret, String objectKey, byte[] head)
      throws GeneralSecurityException {
    if (head.length != HEAD || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new GeneralSecurityException("not sealed by us");
    }
    return of(algorithm, secret, objectKey, head);
  }

  private static SealFormat of(
      SealAlgorithm algorithm, byte[] secret, String objectKey, byte[] head) {
    byte[] purpose = ("linekeeper seals " + algorithm + " " + objectKey).getBytes(UTF_8);
    return new SealFormat(algorithm, algorithm.derive(secret, head, purpose), head);
  }

  /** How many bytes content of so many has when it is sealed. */
  static long sealedSize(long size) {
    return HEAD + size + pieces(size) * SealAlgorithm.TAG_BYTES;
  }

  /** How many bytes the content has; negative where no content has that size sealed. */
  static long size(long sealedSize) {
    long body = sealedSize - HEAD;
    long pieces = Math.max(1, (body + SEALED_PIECE - 1) / SEALED_PIECE);
    return body - pieces * SealAlgorithm.TAG_BYTES;
  }

  /** In how many pieces; what is empty is one. */
  static long pieces(long size) {
    return Math.max(1, (size + PIECE - 1) / PIECE);
  }

  /** Where a piece begins in the sealed object. */
  static long at(long piece) {
    return HEAD + piece * SEALED_PIECE;
  }

  /** How long a piece is in the sealed object. */
  static int sealedLength(long piece, long size) {
    return (int) Math.min(PIECE, size - piece * PIECE) + SealAlgorithm.TAG_BYTES;
  }

  /** Seals all of it. */
  void seal(InputStream content, long size, OutputStream to) throws IOException {
    to.write(head);
    byte[] buffer = new byte[PIECE];
    long pieces = pieces(size);
    for (long piece = 0; piece < pieces; piece++) {
      int wanted = (int) Math.min(PIECE, size - piece * PIECE);
      if (content.readNBytes(buffer, 0, wanted) != wanted) {
        throw new IOException("it became shorter while it was sealed");
      }
      to.write(algorithm.seal(key, nonce(piece, piece == pieces - 1), buffer, wanted));
    }
  }

  /**
   * Opens a piece.
   *
   * @throws GeneralSecurityException if it is not what was sealed in that place
   */
  byte[] open(long piece, boolean last, byte[] sealed, int length) throws GeneralSecurityException {
    return algorithm.open(key, nonce(piece, last), sealed, 0, length);
  }

  private static byte[] nonce(long piece, boolean last) {
    return ByteBuffer.allocate(SealAlgorithm.NONCE_BYTES)
        .putLong(piece)
        .putInt(last ? 1 : 0)
        .array();
  }
}
