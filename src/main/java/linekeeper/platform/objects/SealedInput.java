package linekeeper.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Reads part of a sealed object in the clear; a piece is given out only after it was proved. */
final class SealedInput extends InputStream {
  private final InputStream sealed;
  private final SealFormat format;
  private final long size;
  private final byte[] buffer = new byte[SealFormat.PIECE + SealAlgorithm.TAG_BYTES];
  private long piece;
  private long left;
  private byte @Nullable [] open;
  private int at;

  /**
   * A reader of {@code length} bytes from {@code from} on.
   *
   * @param sealed the sealed object from the beginning of that byte's piece on
   * @param size of the whole content
   */
  SealedInput(InputStream sealed, SealFormat format, long size, long from, long length) {
    this.sealed = sealed;
    this.format = format;
    this.size = size;
    this.piece = from / SealFormat.PIECE;
    this.at = (int) (from % SealFormat.PIECE);
    this.left = Math.min(length, size - from);
  }

  /** Proves the first piece, so that who asks is told before anything is read. */
  void prove() throws IOException {
    if (open == null) {
      open = next();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    byte[] content = open;
    if (content == null || at == content.length) {
      at = content == null ? at : 0;
      content = next();
      open = content;
    }
    int count = (int) Math.min(Math.min(length, content.length - at), left);
    System.arraycopy(content, at, to, offset, count);
    at += count;
    left -= count;
    return count;
  }

  private byte[] next() throws IOException {
    int length = SealFormat.sealedLength(piece, size);
    if (sealed.readNBytes(buffer, 0, length) != length) {
      throw new IOException("the store broke off");
    }
    try {
      byte[] content = format.open(piece, piece == SealFormat.pieces(size) - 1, buffer, length);
      piece++;
      return content;
    } catch (GeneralSecurityException e) {
      throw new ObjectChanged(e);
    }
  }

  @Override
  public void close() throws IOException {
    sealed.close();
  }
}
