package linekeeper.cli.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The examples are those of RFC 2617 3.5 and RFC 7616 3.9.1. */
class DigestTest {
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";

  @Test
  void the_md5_example_of_the_standard() {
    String challenge =
        "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
            + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
            + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
    assertThat(
            new Digest("Mufasa", "Circle Of Life")
                .answer(challenge, "GET", "/dir/index.html", "0a4f113b"))
        .contains("response=\"6629fae49393a05397450978507c4ef1\"")
        .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
        .contains("nc=00000001");
  }

  @Test
  void the_sha_256_example_of_the_standard() {
    String challenge =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256,"
            + " nonce=\""
            + NONCE
            + "\"";
    assertThat(
            new Digest("Mufasa", "Circle of Life")
                .answer(
                    challenge,
                    "GET",
                    "/dir/index.html",
                    "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @Test
  void a_secret_is_not_shown() {
    assertThat(new Digest("seat-1", "hush")).hasToString("Digest[seat-1]");
  }
}
