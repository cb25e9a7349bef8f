package linekeeper.recording.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A way to tell two contents apart; digests are written in lower-case hexadecimal. */
public enum DigestKind {
  /** FIPS 180-4; always there. */
  SHA_256("SHA-256"),
  /** GB/T 32905, where the national algorithms are wanted. */
  SM3("SM3");

  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final int BUFFER = 128 << 10;
  private final String title;

  DigestKind(String title) {
    this.title = title;
  }

  /** As manifests name it. */
  public String title() {
    return title;
  }

  /** The one that a manifest names so, if there is any. */
  public static Optional<DigestKind> named(String title) {
    return Arrays.stream(values()).filter(it -> it.title.equals(title)).findFirst();
  }

  /** The digest of these bytes. */
  public String of(byte[] content) {
    return HexFormat.of().formatHex(begin().digest(content));
  }

  /** The digest of what is still to be read. */
  public String of(InputStream content) throws IOException {
    MessageDigest digest = begin();
    byte[] buffer = new byte[BUFFER];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** All digests of what is still to be read, in one reading. */
  public static Map<DigestKind, String> all(InputStream content) throws IOException {
    Map<DigestKind, MessageDigest> digests = new EnumMap<>(DigestKind.class);
    for (DigestKind kind : values()) {
      digests.put(kind, kind.begin());
    }
    byte[] buffer = new byte[BUFFER];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      for (MessageDigest digest : digests.values()) {
        digest.update(buffer, 0, n);
      }
    }
    Map<DigestKind, String> all = new EnumMap<>(DigestKind.class);
    digests.forEach((kind, digest) -> all.put(kind, HexFormat.of().formatHex(digest.digest())));
    return all;
  }

  /** The digest of what is still to be read and is passed on meanwhile. */
  public String copying(InputStream content, OutputStream to) throws IOException {
    DigestInputStream read = new DigestInputStream(content, begin());
    read.transferTo(to);
    return HexFormat.of().formatHex(read.getMessageDigest().digest());
  }

  private MessageDigest begin() {
    try {
      // the JDK's own SHA-256 uses the processor's instructions for it
      return this == SHA_256
          ? MessageDigest.getInstance(title)
          : MessageDigest.getInstance(title, PROVIDER);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the library has both", e);
    }
  }
}
