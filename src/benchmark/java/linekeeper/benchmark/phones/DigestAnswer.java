package linekeeper.benchmark.phones;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proves to a registrar who a phone is (digest with qop "auth"). */
final class DigestAnswer {
  private static final String CNONCE = "6b656570";

  private DigestAnswer() {}

  /** The value of the Authorization header. */
  static String to(String challenge, String user, String secret, String method, String uri) {
    String realm = field(challenge, "realm");
    String nonce = field(challenge, "nonce");
    String own = field(challenge, "algorithm");
    String algorithm = own.isEmpty() ? "MD5" : own;
    String who = hash(algorithm, user + ":" + realm + ":" + secret);
    String what = hash(algorithm, method + ":" + uri);
    String proof = hash(algorithm, who + ":" + nonce + ":00000001:" + CNONCE + ":auth:" + what);
    String opaque = field(challenge, "opaque");
    return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, qop=auth, nc=00000001, cnonce=\"%s\"%s"
        .formatted(
            user,
            realm,
            nonce,
            uri,
            proof,
            algorithm,
            CNONCE,
            opaque.isEmpty() ? "" : ", opaque=\"" + opaque + "\"");
  }

  private static String field(String challenge, String name) {
    Matcher found =
        Pattern.compile("(?i)\\b" + name + "=(?:\"([^\"]*)\"|([^,\\s]+))").matcher(challenge);
    if (!found.find()) {
      return "";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException unknown) {
      throw new IllegalArgumentException("the registrar asks for an unknown digest", unknown);
    }
  }
}
