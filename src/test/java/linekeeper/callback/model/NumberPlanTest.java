package linekeeper.callback.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import linekeeper.kernel.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPlanTest {
  private static final NumberPlan PLAN = new NumberPlan("0571");

  @ParameterizedTest
  @CsvSource({
    "13800138000, MOBILE, 13800138000",
    "+8613800138000, MOBILE, 13800138000",
    "008613800138000, MOBILE, 13800138000",
    "8613800138000, MOBILE, 13800138000",
    "013800138000, MOBILE, 13800138000",
    "01085012345, FIXED, 01085012345",
    "+861085012345, FIXED, 01085012345",
    "057185012345, FIXED, 057185012345",
    "+8657185012345, FIXED, 057185012345",
    "85012345, FIXED, 057185012345",
    "03125012345, FIXED, 03125012345",
    "95588, SERVICE, 95588",
    "96123, SERVICE, 96123",
    "10086, SERVICE, 10086",
    "1008611, SERVICE, 1008611",
    "4008123123, SERVICE, 4008123123",
    "12345, HOTLINE, 12345",
    "12315, HOTLINE, 12315",
    "110, EMERGENCY, 110",
    "119, EMERGENCY, 119",
    "120, EMERGENCY, 120",
    "122, EMERGENCY, 122",
    "12110, EMERGENCY, 12110",
    "12110571, EMERGENCY, 12110571",
    "95119, EMERGENCY, 95119",
    "112, EMERGENCY, 112",
    "0571110, EMERGENCY, 0571110",
    "010119, EMERGENCY, 010119",
    "+86110, EMERGENCY, 110",
    "0086120, EMERGENCY, 120",
    "+12125550100, FOREIGN, +12125550100",
    "0012125550100, FOREIGN, 0012125550100",
    "8001, EXTENSION, 8001",
    "13, EXTENSION, 13",
    "1380013800, INVALID, 1380013800",
    "138001380000, INVALID, 138001380000",
    "12800138000, INVALID, 12800138000",
    "*31#13800138000, INVALID, *31#13800138000"
  })
  void a_number_is_read_for_what_it_is(String heard, NumberKind kind, String dialled) {
    NumberPlan.Reading reading = PLAN.read(new PhoneNumber(heard));
    assertThat(reading.kind()).isEqualTo(kind);
    assertThat(reading.dial()).isEqualTo(new PhoneNumber(dialled));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13800138000",
        "+8613800138000",
        "008613800138000",
        "8613800138000",
        "013800138000",
        "+86013800138000",
        "01085012345",
        "+861085012345",
        "+8601085012345",
        "00861085012345",
        "057185012345",
        "+8657185012345",
        "85012345",
        "95588",
        "+8695588",
        "12345",
        "+12125550100",
        "0012125550100",
        "8001",
        "1380013800",
        "*31#13800138000"
      })
  void a_caller_is_found_however_he_was_written(String heard) {
    PhoneNumber dialled = PLAN.read(new PhoneNumber(heard)).dial();
    assertThat(PLAN.spellings(dialled))
        .contains(new PhoneNumber(heard), dialled)
        .allSatisfy(it -> assertThat(PLAN.read(it).dial()).isEqualTo(dialled));
  }

  @Test
  void nobody_else_is_found_and_nobody_at_all_where_the_number_was_withheld() {
    assertThat(PLAN.spellings(new PhoneNumber("13800138000")))
        .hasSize(7)
        .doesNotContain(new PhoneNumber("057113800138000"));
    assertThat(PLAN.spellings(new PhoneNumber("057185012345")))
        .contains(new PhoneNumber("85012345"))
        .doesNotContain(new PhoneNumber("01085012345"));
    assertThat(PLAN.spellings(PhoneNumber.WITHHELD)).isEmpty();
  }

  @Test
  void a_number_that_was_withheld_is_none() {
    assertThat(PLAN.read(PhoneNumber.WITHHELD).kind()).isEqualTo(NumberKind.WITHHELD);
  }

  @Test
  void without_an_area_code_a_local_number_cannot_be_dialled() {
    assertThat(new NumberPlan("").read(new PhoneNumber("85012345")).kind())
        .isEqualTo(NumberKind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"571", "0", "01", "05711", "0x71", "110"})
  void what_is_no_area_code_is_refused(String areaCode) {
    assertThatIllegalArgumentException().isThrownBy(() -> new NumberPlan(areaCode));
  }

  /** Reading is idempotent: what is dialled is read as itself, so merging cannot miss a caller. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+8613800138000",
        "013800138000",
        "85012345",
        "+861085012345",
        "95588",
        "0571110",
        "+12125550100",
        "8001"
      })
  void what_was_read_once_is_read_the_same_again(String heard) {
    NumberPlan.Reading once = PLAN.read(new PhoneNumber(heard));
    assertThat(PLAN.read(once.dial())).isEqualTo(once);
  }
}
