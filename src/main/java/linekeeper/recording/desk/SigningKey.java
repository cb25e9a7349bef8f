package linekeeper.recording.desk;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.proof.Scheme;
import linekeeper.recording.proof.Signed;
import linekeeper.recording.proof.Verifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that vouches for recordings, from a file that only its owner can read. */
final class SigningKey {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Scheme scheme;
  private final PrivateKey secret;
  private final Verifier verifier;

  private SigningKey(Scheme scheme, PrivateKey secret, byte[] publicKey) {
    this.scheme = scheme;
    this.secret = secret;
    this.verifier = Verifier.of(scheme, publicKey);
  }

  /**
   * The key of this file, which is made where there is none.
   *
   * @throws IOException if the file cannot be read or written, or holds something else
   */
  static SigningKey at(EvidenceProperties properties) throws IOException {
    Path file = properties.key().toAbsolutePath();
    if (!Files.exists(file)) {
      make(file, properties.scheme());
    }
    return read(file);
  }

  /** The public half. */
  Verifier verifier() {
    return verifier;
  }

  /** Signs. */
  Signed sign(String text) {
    try {
      byte[] signature = scheme.sign(secret, text.getBytes(UTF_8));
      return new Signed(text, Base64.getEncoder().encodeToString(signature), verifier.id());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that could be read signs", e);
    }
  }

  private static void make(Path file, Scheme scheme) throws IOException {
    KeyPair pair = scheme.fresh();
    String text =
        pem(scheme + " PRIVATE KEY", pair.getPrivate().getEncoded())
            + pem(scheme + " PUBLIC KEY", pair.getPublic().getEncoded());
    Files.createDirectories(file.resolveSibling(""));
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(whole, options, mine)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    try {
      Files.createLink(file, whole); // never over a key that somebody else has just made
    } catch (FileAlreadyExistsException theirs) {
      LOG.info("somebody else made the signing key");
    }
    Files.delete(whole);
    WavFile.confirmDirectory(file.resolveSibling(""));
    LOG.warn("a new signing key was made: keep a copy of {} in a safe place", file.getFileName());
  }

  private static SigningKey read(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    for (Scheme scheme : Scheme.values()) {
      byte[] secret = part(text, scheme + " PRIVATE KEY");
      byte[] known = part(text, scheme + " PUBLIC KEY");
      if (secret.length > 0 && known.length > 0) {
        try {
          return new SigningKey(scheme, scheme.privateKey(secret), known);
        } catch (GeneralSecurityException e) {
          throw new IOException("linekeeper.evidence.key: not a " + scheme + " key", e);
        }
      }
    }
    throw new IOException("linekeeper.evidence.key: no key is in " + file.getFileName());
  }

  private static String pem(String title, byte[] content) {
    return String.join(
        "\n",
        List.of(
            "-----BEGIN " + title + "-----",
            LINES.encodeToString(content),
            "-----END " + title + "-----",
            ""));
  }

  private static byte[] part(String text, String title) throws IOException {
    int from = text.indexOf("-----BEGIN " + title + "-----");
    int to = text.indexOf("-----END " + title + "-----");
    if (from < 0 || to < from) {
      return new byte[0];
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + title.length() + 16, to));
    } catch (IllegalArgumentException e) {
      throw new IOException("linekeeper.evidence.key: damaged", e);
    }
  }
}
