package linekeeper.recording.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import linekeeper.recording.EvidenceProperties;
import linekeeper.recording.proof.Scheme;
import linekeeper.recording.proof.Signed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void a_key_is_made_once_for_its_owner_alone_and_found_again(Scheme scheme) throws IOException {
    SigningKey made = SigningKey.at(properties(scheme));
    Path file = properties(scheme).key();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryNotContaining(it -> it.toString().endsWith(".new"));
    SigningKey again = SigningKey.at(properties(Scheme.ED25519)); // it says itself what it is for
    assertThat(again.verifier()).isEqualTo(made.verifier());
    Signed signed = again.sign("接诉即办");
    assertThat(made.verifier().accepts(signed)).isTrue();
    assertThat(made.verifier().accepts(new Signed("接诉", signed.signature(), signed.key())))
        .isFalse();
  }

  @Test
  void a_file_that_holds_no_key_is_refused_and_never_overwritten() throws IOException {
    Path file = properties(Scheme.ED25519).key();
    Files.createDirectories(file.getParent());
    for (String text : new String[] {"", "not a key", "-----BEGIN ED25519 PRIVATE KEY-----"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SigningKey.at(properties(Scheme.ED25519)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("linekeeper.evidence.key");
      assertThat(file).hasContent(text);
    }
  }

  @Test
  void half_a_key_is_refused() throws IOException {
    EvidenceProperties properties = properties(Scheme.SM2);
    SigningKey.at(properties);
    String whole = Files.readString(properties.key());
    Files.writeString(properties.key(), whole.replaceFirst("[A-Za-z0-9+/]{40}", ""));
    assertThatThrownBy(() -> SigningKey.at(properties)).isInstanceOf(IOException.class);
  }

  private EvidenceProperties properties(Scheme scheme) {
    return new EvidenceProperties(
        directory.resolve("keys/evidence.key"),
        scheme,
        false,
        ZoneId.of("Asia/Shanghai"),
        Duration.ofMinutes(10),
        Duration.ofHours(24));
  }
}
