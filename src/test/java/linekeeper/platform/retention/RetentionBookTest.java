package linekeeper.platform.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionBookTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void what_is_kept_is_kept_for_the_whole_of_the_day_on_which_its_time_is_over() {
    RetentionBook book = book(rule("*", FIRST, 24));
    // 23:59 and 00:01 in Shanghai
    assertThat(book.lawfulFrom(thing("2026-11-21T15:59:00Z", "ORDINARY")))
        .isEqualTo(LocalDate.of(2028, 11, 22));
    assertThat(book.lawfulFrom(thing("2026-11-21T16:01:00Z", "ORDINARY")))
        .isEqualTo(LocalDate.of(2028, 11, 23));
    assertThat(book.lawfulFrom(thing("2028-02-29T04:00:00Z", "ORDINARY")))
        .as("there is no 29 February then")
        .isEqualTo(LocalDate.of(2030, 3, 1));
  }

  @Test
  void whatever_is_due_on_a_day_began_before_the_age_that_is_too_young_then() {
    for (int months : List.of(1, 2, 11, 24)) {
      RetentionBook book = book(rule("*", FIRST, months), rule("EVIDENCE", FIRST, 60));
      for (int i = 0; i < 800; i++) {
        Retained thing = thing(FIRST.plus(Duration.ofDays(i)).toString(), "ORDINARY");
        LocalDate due = book.lawfulFrom(thing);
        assertThat(thing.begunAt()).isBefore(book.tooYoung(due));
        assertThat(thing.begunAt().plus(Duration.ofDays(5)))
            .as("and little else is looked at")
            .isAfterOrEqualTo(book.tooYoung(due));
      }
    }
  }

  @Test
  void a_kind_has_its_own_rule_or_everybodys_as_it_was_when_it_began() {
    RetentionRule all = rule("*", FIRST, 24);
    RetentionRule longer = rule("*", LATER, 36);
    RetentionRule evidence = rule("EVIDENCE", FIRST, 60);
    RetentionBook book = book(longer, evidence, all);
    assertThat(book.rule(thing("2026-06-01T00:00:00Z", "ORDINARY"))).isEqualTo(all);
    assertThat(book.rule(thing("2027-06-01T00:00:00Z", "CALLBACK"))).isEqualTo(longer);
    assertThat(book.rule(thing("2027-06-01T00:00:00Z", "EVIDENCE"))).isEqualTo(evidence);
    assertThat(book.rule(thing("2020-06-01T00:00:00Z", "EVIDENCE")))
        .as("before the first rule, everybody's first")
        .isEqualTo(all);
  }

  @Test
  void rules_that_make_no_sense_stop_the_start() {
    assertThatThrownBy(() -> book(rule("*", FIRST, 24), rule("NONSENSE", FIRST, 24)))
        .hasMessageContaining("no kind NONSENSE");
    assertThatThrownBy(() -> new RetentionRule("*", FIRST, " ", Period.ofMonths(24)))
        .hasMessageContaining("say why");
    for (Period keep :
        List.of(Period.ZERO, Period.ofDays(30), Period.ofMonths(-1), Period.ofYears(31))) {
      assertThatThrownBy(() -> new RetentionRule("*", FIRST, "x", keep))
          .hasMessageContaining("whole months");
    }
    assertThatThrownBy(() -> book(rule("EVIDENCE", FIRST, 24))).hasMessageContaining("of kind *");
    assertThatThrownBy(() -> book(rule("*", FIRST, 24), rule("*", FIRST, 36)))
        .hasMessageContaining("two of kind *");
  }

  private static RetentionBook book(RetentionRule... rules) {
    return new RetentionBook(List.of(rules), ZONE, Set.of("ORDINARY", "CALLBACK", "EVIDENCE"));
  }

  private static RetentionRule rule(String kind, Instant from, int months) {
    return new RetentionRule(kind, from, "a law", Period.ofMonths(months));
  }

  private static Retained thing(String at, String kind) {
    return new Thing(kind, Instant.parse(at), Instant.parse(at));
  }

  private record Thing(String retentionKind, Instant begunAt, Instant keptFrom)
      implements Retained {}
}
