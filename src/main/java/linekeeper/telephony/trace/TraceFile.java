package linekeeper.telephony.trace;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trace in a file, readable by its owner only. Written by a thread of its own; where that cannot
 * keep up, frames are left out of the trace and counted in it, rather than held up.
 */
public final class TraceFile implements WireTrace, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceFile.class);
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int ROOM = 10_000;
  private static final String REMOVED = "removed";

  /** Phones and their secrets are made and read below this path. */
  private static final String SECRETIVE = "config/dynamic";

  private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(ROOM);
  private final AtomicLong leftOut = new AtomicLong();
  private final InstantSource clock;
  private final Thread writer;

  private record Entry(Instant at, boolean out, String frame) {}

  /** Appends to the file, which is created where it is missing; throws {@link IOException}. */
  public TraceFile(Path file, InstantSource clock) throws IOException {
    this.clock = clock;
    if (Files.notExists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    BufferedWriter to =
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    writer = Thread.ofVirtual().name("telephony-trace").start(() -> write(to));
  }

  @Override
  public void sent(byte[] frame) {
    offer(true, frame);
  }

  @Override
  public void received(byte[] frame) {
    offer(false, frame);
  }

  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void offer(boolean out, byte[] frame) {
    if (!entries.offer(
        new Entry(clock.instant(), out, new String(frame, StandardCharsets.UTF_8)))) {
      leftOut.incrementAndGet();
    }
  }

  private void write(BufferedWriter to) {
    try (to) {
      try {
        while (true) {
          line(to, entries.take());
          if (entries.isEmpty()) {
            to.flush();
          }
        }
      } catch (InterruptedException _) {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
          line(to, entry);
        }
      }
    } catch (IOException failure) {
      LOG.warn("the wire trace cannot be written any more: {}", failure.getMessage());
    }
  }

  private void line(BufferedWriter to, Entry entry) throws IOException {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("at", entry.at.toString());
    line.put("way", entry.out ? "out" : "in");
    long missing = leftOut.getAndSet(0);
    if (missing > 0) {
      line.put("leftOut", missing);
    }
    line.set("frame", readable(entry.frame));
    to.write(MAPPER.writeValueAsString(line));
    to.newLine();
  }

  /** The frame without secrets; what is no JSON is told by its length only. */
  static JsonNode readable(String frame) {
    try {
      JsonNode node = MAPPER.readTree(frame);
      if (node instanceof ObjectNode object
          && object.path("uri").asString("").contains(SECRETIVE)
          && object.has("message_body")) {
        object.put("message_body", REMOVED);
      }
      return node;
    } catch (JacksonException _) {
      return MAPPER.createObjectNode().put("malformed", frame.length());
    }
  }
}
