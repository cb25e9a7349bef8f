package linekeeper.recording.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/**
 * The chain of manifests: each link is the SHA-256 of the link before, a line feed, and the digest
 * of the manifest's text. Whoever holds the last link can tell that nothing before it was changed,
 * left out or put in.
 */
public final class Chain {
  /** The link before the first. */
  public static final String START = "0".repeat(64);

  private Chain() {}

  /** The link that a manifest's digest adds. */
  public static String link(String before, String digest) {
    return DigestKind.SHA_256.of((before + "\n" + digest).getBytes(US_ASCII));
  }

  /** The last link after all of these. */
  public static String head(String before, List<String> digests) {
    String link = before;
    for (String digest : digests) {
      link = link(link, digest);
    }
    return link;
  }
}
