package linekeeper.cli.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a digest challenge (RFC 8760: MD5 and SHA-256, with or without qop "auth"). */
record Digest(String user, String secret) {

  /** The value of the Authorization header that answers the challenge. */
  String answer(String challenge, String method, String uri, String clientNonce) {
    String realm = field(challenge, "realm");
    String nonce = field(challenge, "nonce");
    String algorithm =
        field(challenge, "algorithm").isEmpty() ? "MD5" : field(challenge, "algorithm");
    boolean qop = field(challenge, "qop").contains("auth");
    String ha1 = hash(algorithm, user + ":" + realm + ":" + secret);
    String ha2 = hash(algorithm, method + ":" + uri);
    String middle = qop ? nonce + ":00000001:" + clientNonce + ":auth" : nonce;
    String text =
        "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s"
            .formatted(
                user,
                realm,
                nonce,
                uri,
                hash(algorithm, ha1 + ":" + middle + ":" + ha2),
                algorithm);
    String opaque = field(challenge, "opaque");
    return text
        + (opaque.isEmpty() ? "" : ", opaque=\"" + opaque + "\"")
        + (qop ? ", qop=auth, nc=00000001, cnonce=\"" + clientNonce + "\"" : "");
  }

  private static String field(String challenge, String name) {
    Matcher found =
        Pattern.compile("(?i)\\b" + name + "=(?:\"([^\"]*)\"|([^,\\s]+))").matcher(challenge);
    if (!found.find()) {
      return "";
    }
    return found.group(1) != null ? found.group(1) : found.group(2);
  }

  private static String hash(String algorithm, String text) {
    try {
      // the protocol names the algorithm; MD5 is what most registrars still ask for
      String name = algorithm.toUpperCase(Locale.ROOT);
      return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("the registrar asks for an unknown digest", e);
    }
  }

  @Override
  public String toString() {
    return "Digest[" + user + "]";
  }
}
