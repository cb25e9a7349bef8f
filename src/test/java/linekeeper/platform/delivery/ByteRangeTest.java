package linekeeper.platform.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import linekeeper.platform.delivery.ByteRange.Part;
import linekeeper.platform.delivery.ByteRange.Unsatisfiable;
import linekeeper.platform.delivery.ByteRange.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  private static final long SIZE = 100;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=10-19, 10, 19",
    "bytes=10-, 10, 99",
    "bytes=99-, 99, 99",
    "bytes=50-1000, 50, 99",
    "bytes=-1, 99, 99",
    "bytes=-100, 0, 99",
    "bytes=-1000, 0, 99",
    "BYTES=1-2, 1, 2",
    "bytes=0-99999999999999999999999999, 0, 99",
  })
  void a_range_within_the_file_is_a_part_of_it(String header, long first, long last) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new Part(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
  void a_range_beyond_the_file_cannot_be_satisfied(String header) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "lines=1-2",
        "bytes=0-1;x",
        "bytes=--1"
      })
  void what_makes_no_sense_and_what_asks_for_several_is_answered_with_the_whole(String header) {
    assertThat(ByteRange.of(header, SIZE)).isEqualTo(new Whole());
  }

  @Test
  void nothing_asked_for_is_everything() {
    assertThat(ByteRange.of(null, SIZE)).isEqualTo(new Whole());
  }
}
