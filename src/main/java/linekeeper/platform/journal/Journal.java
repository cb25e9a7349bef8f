package linekeeper.platform.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import linekeeper.platform.lane.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a floor's inputs and events in the order in which they are handed over, many in one commit.
 * Handing over never blocks. While the database is away everything waits in memory and is tried
 * again, in order, for ever: a screen may run ahead of the journal, and whoever must not waits for
 * {@link #committed}.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int GROUP = 512;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LAST_WORK = Duration.ofSeconds(10);

  private final String floor;
  private final JournalStore store;
  private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final List<Consumer<List<JournalEntry>>> listeners = new CopyOnWriteArrayList<>();
  private final Thread writer;
  private volatile boolean closing;
  private volatile boolean stuck;

  private sealed interface Task {
    record Append(Supplier<JournalEntry> entry) implements Task {}

    record Snapshot(long number, Instant at, Supplier<String> body) implements Task {}

    record Mark(CompletableFuture<Void> reached) implements Task {}
  }

  Journal(String floor, JournalStore store) {
    this.floor = floor;
    this.store = store;
    this.writer = Thread.ofPlatform().name("journal-" + floor).daemon(true).start(this::run);
  }

  /** Hands an entry over; its text is made on the writer's thread, so it must not change. */
  public void append(Supplier<JournalEntry> entry) {
    tasks.add(new Task.Append(entry));
  }

  /** Hands a snapshot over, as it was after this entry; the text is made on the writer's thread. */
  public void snapshot(long number, Instant at, Supplier<String> body) {
    tasks.add(new Task.Snapshot(number, at, body));
  }

  /** Completes when everything handed over before is committed. */
  public CompletableFuture<Void> committed() {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    tasks.add(new Task.Mark(reached));
    return reached;
  }

  /** How much waits to be committed. */
  public int backlog() {
    return tasks.size();
  }

  /** Whether the database refuses to take it. */
  public boolean stuck() {
    return stuck;
  }

  /** The newest snapshot, as JSON. */
  public Optional<String> newestSnapshot() {
    return store.newestSnapshot(floor);
  }

  /** The entries after this number, as JSON, in order. */
  public void entriesAfter(long number, Consumer<String> reader) {
    store.entriesAfter(floor, number, reader);
  }

  /** Is told what was committed, after each commit and on the writer's thread. */
  void onCommit(Consumer<List<JournalEntry>> listener) {
    listeners.add(listener);
  }

  /** Commits what was handed over, for at most ten seconds, and ends. */
  @Override
  public void close() {
    closing = true;
    tasks.add(new Task.Mark(new CompletableFuture<>()));
    Threads.join(writer, LAST_WORK);
  }

  private void run() {
    List<Task> group = new ArrayList<>();
    while (!closing || !tasks.isEmpty()) {
      try {
        group.add(tasks.take());
      } catch (InterruptedException ended) {
        return;
      }
      tasks.drainTo(group, GROUP);
      write(group);
      group.clear();
    }
  }

  private void write(List<Task> group) {
    List<JournalEntry> entries = new ArrayList<>();
    List<CompletableFuture<Void>> reached = new ArrayList<>();
    for (Task task : group) {
      switch (task) {
        case Task.Append it -> encode(it, entries);
        case Task.Mark it -> reached.add(it.reached());
        case Task.Snapshot it -> {
          append(entries);
          entries.clear();
          String body = it.body().get();
          var _ = untilDone(() -> store.snapshot(floor, it.number(), it.at(), body));
        }
      }
    }
    append(entries);
    reached.forEach(it -> it.complete(null));
  }

  /** What cannot be put into words is a bug of ours, and no reason to lose what comes after it. */
  private static void encode(Task.Append task, List<JournalEntry> entries) {
    try {
      entries.add(task.entry().get());
    } catch (RuntimeException bug) {
      LOG.error("an entry cannot be journaled", bug);
    }
  }

  private void append(List<JournalEntry> entries) {
    if (!entries.isEmpty() && untilDone(() -> store.append(floor, entries))) {
      listeners.forEach(it -> it.accept(entries));
    }
  }

  private boolean untilDone(Runnable write) {
    while (true) {
      try {
        write.run();
        stuck = false;
        return true;
      } catch (RuntimeException failure) {
        if (!stuck) {
          LOG.error("the journal cannot be written; trying again until it can", failure);
        }
        stuck = true;
        if (closing) {
          LOG.error("closing with {} groups of the journal unwritten", tasks.size() + 1);
          return false;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
