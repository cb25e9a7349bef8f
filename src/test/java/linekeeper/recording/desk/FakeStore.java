package linekeeper.recording.desk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import linekeeper.platform.objects.ObjectStore;
import linekeeper.platform.objects.ObjectStoreException;

/** A store that can be away, and that can keep something else than what it was given. */
final class FakeStore implements ObjectStore {
  final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  volatile boolean away;
  volatile boolean damages;
  final AtomicInteger puts = new AtomicInteger();

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
      throw new ObjectStoreException("absent", new IOException(), true);
    }
    return new ByteArrayInputStream(bytes, (int) from, (int) length);
  }

  @Override
  public void remove(String key) throws ObjectStoreException {
    reach();
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
      throw new ObjectStoreException("away", new IOException(), false);
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
