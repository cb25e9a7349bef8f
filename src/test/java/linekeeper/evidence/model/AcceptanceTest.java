package linekeeper.evidence.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import linekeeper.evidence.model.Acceptance.Verdict;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private static final Acceptance RULES =
      new Acceptance(
          List.of(
              new Acceptance.OfKind(EvidenceKind.PHOTO, 1000, List.of("image/jpeg", "image/png")),
              new Acceptance.OfKind(EvidenceKind.VIDEO, 5000, List.of("video/mp4"))),
          List.of(new Acceptance.Look("video/mp4", List.of("video/quicktime"))));

  @Test
  void what_is_said_and_what_is_there_must_agree() {
    assertThat(judge(EvidenceKind.PHOTO, "image/jpeg", "image/jpeg")).isEqualTo("image/jpeg");
    assertThat(judge(EvidenceKind.PHOTO, "image/png", "image/jpeg")).isEqualTo("type.invalid");
    assertThat(judge(EvidenceKind.PHOTO, "IMAGE/JPEG; q=1", "image/jpeg")).isEqualTo("image/jpeg");
  }

  @Test
  void who_does_not_know_is_told() {
    assertThat(judge(EvidenceKind.PHOTO, "", "image/png")).isEqualTo("image/png");
    assertThat(judge(EvidenceKind.PHOTO, "application/octet-stream", "image/png"))
        .isEqualTo("image/png");
  }

  @Test
  void what_no_list_names_is_refused_whatever_it_is_called() {
    for (String bad : List.of("text/html", "image/svg+xml", "application/x-msdownload")) {
      assertThat(judge(EvidenceKind.PHOTO, bad, bad)).isEqualTo("type.invalid");
      assertThat(judge(EvidenceKind.PHOTO, "image/jpeg", bad)).isEqualTo("type.invalid");
      assertThat(judge(EvidenceKind.PHOTO, "", bad)).isEqualTo("type.invalid");
    }
    assertThat(judge(EvidenceKind.DOCUMENT, "image/jpeg", "image/jpeg")).isEqualTo("type.invalid");
  }

  @Test
  void a_type_told_from_its_family_only_is_what_it_is_said_to_be() {
    assertThat(judge(EvidenceKind.VIDEO, "video/mp4", "video/quicktime")).isEqualTo("video/mp4");
    assertThat(judge(EvidenceKind.VIDEO, "", "video/quicktime")).isEqualTo("video/mp4");
    assertThat(judge(EvidenceKind.VIDEO, "video/quicktime", "video/quicktime"))
        .isEqualTo("type.invalid");
  }

  @Test
  void a_kind_has_its_own_limit_and_one_that_is_not_taken_has_none() {
    assertThat(RULES.most(EvidenceKind.PHOTO)).isEqualTo(1000);
    assertThat(RULES.most(EvidenceKind.DOCUMENT)).isZero();
    assertThat(RULES.most()).isEqualTo(5000);
  }

  private static String judge(EvidenceKind kind, String claimed, String sniffed) {
    return switch (RULES.judge(kind, claimed, sniffed)) {
      case Verdict.Accepted it -> it.type();
      case Verdict.Refused it -> it.refusal().code();
    };
  }
}
