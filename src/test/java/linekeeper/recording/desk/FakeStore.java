package linekeeper.recording.desk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.platform.objects.ObjectChanged;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;
import linekeeper.platform.objects.ObjectStoreException.Why;

/** A store that can be away, and that can keep something else than what it was given. */
public final class FakeStore implements ObjectStore {
  /** What it has. */
  public final Map<String, byte[]> objects = new ConcurrentHashMap<>();

  /** Until when it retains what. */
  public final Map<String, Instant> retained = new ConcurrentHashMap<>();

  /** What it holds. */
  public final Set<String> held = ConcurrentHashMap.newKeySet();

  /** Whether it has locks. */
  public volatile boolean locks;

  /** Whether it refuses them. */
  public volatile boolean refusesLocks;

  /** Whether it does not answer. */
  public volatile boolean away;

  /** Whether it keeps something else. */
  public volatile boolean damages;

  /** From which byte on it gives something else than was sealed; none where it is negative. */
  public volatile int changedFrom = -1;

  /** How often it was given something. */
  public final AtomicInteger puts = new AtomicInteger();

  @Override
  public String bucket() {
    return "recordings";
  }

  @Override
  public void put(String key, Path file, String contentType) throws ObjectStoreException {
    reach();
    puts.incrementAndGet();
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (damages) {
        bytes[bytes.length / 2] ^= 1;
      }
      objects.put(key, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Verdict verify(String key, long size, String digest) throws ObjectStoreException {
    reach();
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      return Verdict.ABSENT;
    }
    return bytes.length == size && sha256(bytes).equals(digest) ? Verdict.SAME : Verdict.DIFFERENT;
  }

  @Override
  public Optional<Long> size(String key) throws ObjectStoreException {
    reach();
    return Optional.ofNullable(objects.get(key)).map(bytes -> (long) bytes.length);
  }

  @Override
  public InputStream open(String key, long from, long length) throws ObjectStoreException {
    reach();
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw new ObjectStoreException("absent", new IOException(), Why.ABSENT);
    }
    InputStream content = new ByteArrayInputStream(bytes, (int) from, (int) length);
    return changedFrom < 0 ? content : new SequenceInputStream(cut(content), new Changed());
  }

  private InputStream cut(InputStream content) {
    try {
      return new ByteArrayInputStream(content.readNBytes(changedFrom));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Changed extends InputStream {
    @Override
    public int read() throws IOException {
      throw new ObjectChanged(new IOException("a flipped bit"));
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return read();
    }
  }

  @Override
  public boolean locks() throws ObjectStoreException {
    reach();
    return locks;
  }

  @Override
  public void retain(String key, Instant until) throws ObjectStoreException {
    reach();
    if (refusesLocks || !objects.containsKey(key)) {
      throw new ObjectStoreException("no lock for you", new IOException(), Why.AWAY);
    }
    retained.merge(key, until, (before, after) -> after.isAfter(before) ? after : before);
  }

  @Override
  public void hold(String key, boolean on) throws ObjectStoreException {
    reach();
    if (on) {
      held.add(key);
    } else {
      held.remove(key);
    }
  }

  @Override
  public void remove(String key) throws ObjectStoreException {
    reach();
    if (locks && (held.contains(key) || retained.containsKey(key))) {
      throw new ObjectStoreException("the store keeps " + key, new IOException(), Why.LOCKED);
    }
    objects.remove(key);
  }

  byte[] kept(String key) {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw new AssertionError("nothing under " + key);
    }
    return bytes;
  }

  private void reach() throws ObjectStoreException {
    if (away) {
      throw new ObjectStoreException("away", new IOException(), Why.AWAY);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
