package linekeeper.telephony.ari;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests on their way: many at once, in order, matched to their answers by id. Each gets exactly
 * one answer, {@link AriReply#none} where none came. Belongs to one event loop; answers are given
 * on it, before {@link #send} returns where a request cannot even wait.
 */
public final class RequestWindow {
  private static final int WIDTH = 64;
  private static final int LONGEST_QUEUE = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Map<String, Pending> sent = new LinkedHashMap<>();
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private @Nullable Sender sender;
  private long lastId;

  /** Sends one request on its way, under an id that its answer will bear. */
  @FunctionalInterface
  public interface Sender {
    /** Must not block. */
    void send(String id, AriRequest request);
  }

  private record Pending(AriRequest request, Consumer<AriReply> answer, Instant asked) {}

  /** Empty, and closed until {@link #open}. */
  public RequestWindow(InstantSource clock) {
    this.clock = clock;
  }

  /** Requests go this way from now on. */
  public void open(Sender to) {
    sender = to;
  }

  /** Nothing goes any more; whatever had no answer gets none. */
  public void close(String reason) {
    sender = null;
    List<Pending> lost = new ArrayList<>(sent.values());
    lost.addAll(waiting);
    sent.clear();
    waiting.clear();
    lost.forEach(pending -> pending.answer.accept(AriReply.none(reason)));
  }

  /** Sends as soon as the window has room. */
  public void send(AriRequest request, Consumer<AriReply> answer) {
    if (sender == null) {
      answer.accept(AriReply.none("no link to the switch"));
    } else if (waiting.size() >= LONGEST_QUEUE) {
      answer.accept(AriReply.none("too much asked of the switch at once"));
    } else {
      waiting.add(new Pending(request, answer, clock.instant()));
      pump();
    }
  }

  /** Takes an answer in; false where nobody asked. */
  public boolean answered(String id, AriReply reply) {
    Pending pending = sent.remove(id);
    if (pending == null) {
      return false;
    }
    pump();
    pending.answer.accept(reply);
    return true;
  }

  /** Gives up on what has waited too long. */
  public void expire() {
    Instant latest = clock.instant().minus(PATIENCE);
    List<Pending> late = new ArrayList<>();
    Iterator<Pending> oldest = sent.values().iterator();
    while (oldest.hasNext()) {
      Pending pending = oldest.next();
      if (pending.asked.isAfter(latest)) {
        break;
      }
      oldest.remove();
      late.add(pending);
    }
    pump();
    late.forEach(pending -> pending.answer.accept(AriReply.none("no answer from the switch")));
  }

  /** Whether nothing is on its way. */
  public boolean idle() {
    return sent.isEmpty() && waiting.isEmpty();
  }

  private void pump() {
    Sender to = sender;
    while (to != null && sent.size() < WIDTH && !waiting.isEmpty()) {
      Pending next = waiting.remove();
      String id = Long.toString(++lastId, Character.MAX_RADIX);
      sent.put(id, next);
      to.send(id, next.request);
    }
  }
}
