package linekeeper.platform.journal;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscriber, and how far it was told. */
final class Follower<E> {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int PAGE = 200;

  private final Subscriber<E> subscriber;
  private final JournalStore store;
  private final JournalCodec codec;
  private final Tail tail;
  private long cursor;
  private boolean known;

  Follower(Subscriber<E> subscriber, JournalStore store, JournalCodec codec, Tail tail) {
    this.subscriber = subscriber;
    this.store = store;
    this.codec = codec;
    this.tail = tail;
  }

  /** Tells some of what is new; whether there was any. Fails as the subscriber fails. */
  boolean tellMore() {
    if (!known) {
      cursor = store.cursor(subscriber.name());
      known = true;
    }
    List<Tail.Told<E>> page = tail.after(subscriber.type(), cursor, PAGE).orElseGet(this::stored);
    if (page.isEmpty()) {
      return false;
    }
    if (!subscriber.inOneTransaction() || !together(page)) {
      oneByOne(page);
    }
    return true;
  }

  private List<Tail.Told<E>> stored() {
    return store.eventsAfter(subscriber.type(), cursor, PAGE).stream()
        .map(it -> new Tail.Told<>(it.number(), codec.read(it.body(), subscriber.type())))
        .toList();
  }

  /** If it fails, nothing was told: one by one it shows which event it was. */
  private boolean together(List<Tail.Told<E>> page) {
    long last = page.getLast().number();
    try {
      store.together(() -> {
        page.forEach(it -> subscriber.on(it.number(), it.event()));
        store.moveCursor(subscriber.name(), last);
      });
    } catch (RuntimeException failure) {
      LOG.warn("{} events told to {} at once failed", page.size(), subscriber.name(), failure);
      return false;
    }
    cursor = last;
    return true;
  }

  private void oneByOne(List<Tail.Told<E>> page) {
    long told = cursor;
    try {
      for (Tail.Told<E> it : page) {
        subscriber.on(it.number(), it.event());
        told = it.number();
      }
    } finally {
      if (told > cursor) {
        store.moveCursor(subscriber.name(), told);
        cursor = told;
      }
    }
  }
}
