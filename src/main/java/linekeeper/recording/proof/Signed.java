package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A text and who vouches for it.
 *
 * @param body to the letter as it was signed, in UTF-8
 * @param signature base64
 * @param key the {@link Verifier}'s id
 */
public record Signed(String body, String signature, String key) {

  /** SHA-256 of the text. */
  public String digest() {
    return DigestKind.SHA_256.of(body.getBytes(UTF_8));
  }
}
