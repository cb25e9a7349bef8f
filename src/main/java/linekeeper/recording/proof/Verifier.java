package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * The public half of a signing key.
 *
 * @param id the first 32 characters of the SHA-256 of its encoding: who knows it knows the key
 * @param encoded in X.509, base64
 */
public record Verifier(String id, Scheme scheme, String encoded) {
  private static final int ID_LENGTH = 32;

  /** Of an encoded key. */
  public static Verifier of(Scheme scheme, byte[] publicKey) {
    return new Verifier(idOf(publicKey), scheme, Base64.getEncoder().encodeToString(publicKey));
  }

  /** Whether this key signed it, and is the key that its id says. */
  public boolean accepts(Signed signed) {
    try {
      byte[] key = decoded(encoded);
      return signed.key().equals(id)
          && idOf(key).equals(id)
          && scheme.verifies(key, signed.body().getBytes(UTF_8), decoded(signed.signature()));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** The decoder lets bits pass that mean nothing; nothing here may be changed at all. */
  private static byte[] decoded(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not as it was encoded");
    }
    return bytes;
  }

  private static String idOf(byte[] publicKey) {
    return DigestKind.SHA_256.of(publicKey).substring(0, ID_LENGTH);
  }
}
