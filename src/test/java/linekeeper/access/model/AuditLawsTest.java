package linekeeper.access.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuditLawsTest {
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final int LINES = 20;
  private final Random random = new Random(20260131);

  private record Sealed(AuditLine line, String hash) {}

  private static List<Sealed> chain() {
    List<Sealed> chain = new ArrayList<>();
    String hash = HashChain.start();
    for (int i = 1; i <= LINES; i++) {
      AuditLine line =
          new AuditLine(
                  0, START.plusMillis(i), "agent" + i, "call.hold", "call:" + i, true, "好 " + i)
              .written(i);
      hash = HashChain.next(hash, line);
      chain.add(new Sealed(line, hash));
    }
    return chain;
  }

  private static boolean holds(List<Sealed> chain) {
    String hash = HashChain.start();
    for (int i = 0; i < chain.size(); i++) {
      hash = HashChain.next(hash, chain.get(i).line());
      if (chain.get(i).line().number() != i + 1 || !hash.equals(chain.get(i).hash())) {
        return false;
      }
    }
    return true;
  }

  @Test
  void an_untouched_chain_holds() {
    assertThat(holds(chain())).isTrue();
  }

  @Test
  void each_of_a_thousand_small_edits_breaks_it() {
    for (int i = 0; i < 1000; i++) {
      List<Sealed> chain = chain();
      int at = random.nextInt(LINES);
      Sealed before = chain.get(at);
      Sealed after = edited(before, random.nextInt(8));
      chain.set(at, after);

      assertThat(after).isNotEqualTo(before);
      assertThat(holds(chain)).as("edit %d: %s", i, after).isFalse();
    }
  }

  private Sealed edited(Sealed sealed, int field) {
    AuditLine line = sealed.line();
    long number = line.number() + (field == 0 ? 1 + random.nextInt(9) : 0);
    Instant at = line.at().plusNanos(field == 1 ? 1000L * (1 + random.nextInt(9)) : 0);
    String user = field == 2 ? oneByte(line.user()) : line.user();
    String action = field == 3 ? oneByte(line.action()) : line.action();
    String subject = field == 4 ? oneByte(line.subject()) : line.subject();
    boolean succeeded = (field == 5) != line.succeeded();
    String detail = field == 6 ? oneByte(line.detail()) : line.detail();
    String hash = field == 7 ? flipped(sealed.hash()) : sealed.hash();
    return new Sealed(new AuditLine(number, at, user, action, subject, succeeded, detail), hash);
  }

  private String oneByte(String text) {
    int at = random.nextInt(text.length());
    char other = (char) (text.charAt(at) ^ (1 + random.nextInt(7)));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private String flipped(String hex) {
    int at = random.nextInt(hex.length());
    char other = hex.charAt(at) == '0' ? '1' : '0';
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  @Test
  void a_line_taken_away_put_in_or_moved_breaks_it() {
    List<Sealed> without = chain();
    without.remove(7);
    List<Sealed> twice = chain();
    twice.add(3, twice.get(3));
    List<Sealed> moved = chain();
    moved.add(5, moved.remove(9));

    assertThat(holds(without)).isFalse();
    assertThat(holds(twice)).isFalse();
    assertThat(holds(moved)).isFalse();
  }

  @Test
  void text_that_moves_from_one_field_to_the_next_breaks_it() {
    AuditLine one = new AuditLine(1, START, "ab", "c", "", true, "");
    AuditLine other = new AuditLine(1, START, "a", "bc", "", true, "");

    assertThat(HashChain.next(HashChain.start(), one))
        .isNotEqualTo(HashChain.next(HashChain.start(), other));
  }

  @Test
  void what_is_written_is_one_line_of_plain_text_whatever_was_given() {
    for (int i = 0; i < 2000; i++) {
      StringBuilder wild = new StringBuilder();
      for (int j = 0; j < 40; j++) {
        wild.appendCodePoint(random.nextInt(0x11_0000));
      }
      String plain = AuditLine.plain(wild + "\r\n\u2028\u202e", 5000);

      assertThat(plain).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    }
    assertThat(AuditLine.plain("张三 1\t2", 80)).isEqualTo("张三 1\\u00092");
    assertThat(AuditLine.plain("a".repeat(99), 80)).hasSize(80);
  }
}
