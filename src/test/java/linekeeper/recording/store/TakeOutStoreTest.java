package linekeeper.recording.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import linekeeper.recording.model.TakeOut;
import linekeeper.recording.model.TakeOut.Decided;
import linekeeper.recording.model.TakeOutSubject;
import linekeeper.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(Postgres.class)
class TakeOutStoreTest {
  private static final Instant T0 = Instant.parse("2026-11-20T08:00:00Z");
  private static final Decided APPROVED = new Decided("security1", T0.plusSeconds(9), true, null);
  private static final Decided REFUSED = new Decided("security1", T0, false, "not yours");
  private final TakeOutStore store;

  TakeOutStoreTest(Postgres postgres) {
    store = new TakeOutStore(JdbcClient.create(postgres.pooled()));
  }

  @Test
  void the_same_is_asked_for_once_while_it_is_open() {
    TakeOut first = wish("leader1", "call:c-1", 0);
    assertThat(store.ask(first)).isEqualTo(first);
    assertThat(store.ask(wish("leader1", "call:c-1", 1))).isEqualTo(first);
    TakeOut others = wish("inspector1", "call:c-1", 2);
    assertThat(store.ask(others)).as("his own").isEqualTo(others);
    assertThat(store.open(9)).containsExactly(others, first);
    assertThat(store.decide(first.id(), REFUSED)).isTrue();
    TakeOut again = wish("leader1", "call:c-1", 3);
    assertThat(store.ask(again)).isEqualTo(again);
    assertThat(store.open(9)).containsExactly(again, others);
    assertThat(store.of("leader1", 9))
        .extracting(TakeOut::id)
        .containsExactly(again.id(), first.id());
    assertThat(store.of("leader1", 1)).hasSize(1);
  }

  @Test
  void who_asks_twice_at_once_has_asked_once() {
    List<CompletableFuture<UUID>> asked =
        IntStream.range(0, 8)
            .mapToObj(it ->
                CompletableFuture.supplyAsync(
                    () -> store.ask(wish("leader1", "recording:r-1", it)).id()))
            .toList();
    assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void it_is_decided_on_once_and_never_by_who_asked() {
    TakeOut asked = store.ask(wish("leader1", "call:c-2", 0));
    assertThat(store.decide(asked.id(), new Decided("leader1", T0, true, null))).isFalse();
    assertThat(store.decide(asked.id(), APPROVED)).isTrue();
    assertThat(store.decide(asked.id(), REFUSED)).isFalse();
    assertThat(store.find(asked.id()).orElseThrow().decision()).isEqualTo(APPROVED);
    TakeOut refused = store.ask(wish("leader1", "call:c-3", 0));
    assertThat(store.decide(refused.id(), REFUSED)).isTrue();
    assertThat(store.find(refused.id()).orElseThrow().decision()).isEqualTo(REFUSED);
    assertThat(store.decide(UUID.randomUUID(), APPROVED)).isFalse();
  }

  @Test
  void what_was_approved_is_found_for_who_asked_until_its_time_is_over() {
    TakeOut approved = store.ask(wish("leader1", "days:2026-11-01/2026-11-30", 0));
    assertThat(store.decide(approved.id(), APPROVED)).isTrue();
    store.decide(store.ask(wish("leader1", "call:c-4", 1)).id(), REFUSED);
    store.ask(wish("leader1", "call:c-5", 2));
    assertThat(store.approved("leader1", APPROVED.at().minusMillis(1)))
        .extracting(TakeOut::id)
        .containsExactly(approved.id());
    assertThat(store.approved("leader1", APPROVED.at())).isEmpty();
    assertThat(store.approved("leader2", T0.minus(Duration.ofDays(1)))).isEmpty();
  }

  private static TakeOut wish(String by, String subject, int second) {
    return new TakeOut(
        UUID.randomUUID(),
        TakeOutSubject.read(subject).orElseThrow(),
        "appeal 17",
        by,
        T0.plusSeconds(second),
        null);
  }
}
