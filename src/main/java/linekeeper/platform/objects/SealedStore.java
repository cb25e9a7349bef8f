package linekeeper.platform.objects;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.platform.objects.store.SealedObjects;
import org.jspecify.annotations.Nullable;

/**
 * Seals objects before they leave us and opens them when they come back; everybody else sees them,
 * their sizes and digests as they are. What was put before sealing was wanted is given as it is,
 * and what was sealed before it was given up is opened.
 */
final class SealedStore implements ObjectStore {
  private static final int BUFFER = 64 << 10;
  private static final int SECRET_BYTES = 32;
  private static final String SUFFIX = ".sealed";
  private static final String SEALED_TYPE = "application/octet-stream";

  private final ObjectStore store;
  private final SealedObjects rows;
  private final WrappingKeys keys;
  private final @Nullable SealAlgorithm algorithm;
  private final InstantSource clock;

  SealedStore(
      ObjectStore store,
      SealedObjects rows,
      WrappingKeys keys,
      @Nullable SealAlgorithm algorithm,
      InstantSource clock) {
    this.store = store;
    this.rows = rows;
    this.keys = keys;
    this.algorithm = algorithm;
    this.clock = clock;
  }

  @Override
  public String bucket() {
    return store.bucket();
  }

  /** The key is on record before the object is anywhere, so none is ever without its key. */
  @Override
  public void put(String key, Path file, String contentType) throws ObjectStoreException {
    SealedObjects.Row row = rows.find(key).orElse(null);
    if (row == null) {
      if (algorithm == null) {
        store.put(key, file, contentType);
        return;
      }
      row = fresh(key, algorithm);
    }
    Path sealed = file.resolveSibling(file.getFileName() + SUFFIX);
    try {
      seal(row, file, sealed);
      store.put(key, sealed, SEALED_TYPE);
    } catch (IOException e) {
      throw new ObjectStoreException("seal " + key + ": " + e.getMessage(), e, Why.AWAY);
    } finally {
      remove(sealed);
    }
  }

  private SealedObjects.Row fresh(String key, SealAlgorithm by) {
    String wrapped = keys.wrap(by, key, SealAlgorithm.random(SECRET_BYTES));
    return rows.keep(
        new SealedObjects.Row(key, by.name(), keys.current(), wrapped), clock.instant());
  }

  private void seal(SealedObjects.Row row, Path file, Path sealed)
      throws IOException, ObjectStoreException {
    SealFormat format = SealFormat.fresh(algorithm(row), keys.unwrap(row), row.objectKey());
    try (InputStream content = Files.newInputStream(file);
        OutputStream to = new BufferedOutputStream(Files.newOutputStream(sealed), BUFFER)) {
      format.seal(content, Files.size(file), to);
    }
  }

  private static SealAlgorithm algorithm(SealedObjects.Row row) {
    return SealAlgorithm.valueOf(row.algorithm());
  }

  private static void remove(Path sealed) {
    try {
      Files.deleteIfExists(sealed);
    } catch (IOException _) {
      // it goes with everything else of the recording
    }
  }

  @Override
  public Verdict verify(String key, long size, String digest) throws ObjectStoreException {
    if (rows.find(key).isEmpty()) {
      return store.verify(key, size, digest);
    }
    Optional<Long> there = size(key);
    if (there.isEmpty()) {
      return Verdict.ABSENT;
    }
    if (there.get() != size) {
      return Verdict.DIFFERENT;
    }
    try {
      return digest(key, size).equals(digest) ? Verdict.SAME : Verdict.DIFFERENT;
    } catch (ObjectStoreException e) {
      if (e.why() == Why.CHANGED) {
        return Verdict.DIFFERENT;
      }
      throw e;
    }
  }

  private String digest(String key, long size) throws ObjectStoreException {
    MessageDigest sha256 = S3Store.sha256();
    try (InputStream content = open(key, 0, size)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (ObjectChanged e) {
      throw changed(key, e);
    } catch (IOException e) {
      throw new ObjectStoreException("read back " + key + ": broke off", e, Why.AWAY);
    }
  }

  @Override
  public Optional<Long> size(String key) throws ObjectStoreException {
    Optional<Long> size = store.size(key);
    return size.isPresent() && rows.find(key).isPresent() ? size.map(SealFormat::size) : size;
  }

  @Override
  public InputStream open(String key, long from, long length) throws ObjectStoreException {
    SealedObjects.Row row = rows.find(key).orElse(null);
    if (row == null) {
      return store.open(key, from, length);
    }
    byte[] secret = keys.unwrap(row);
    long sealedSize = store.size(key).orElseThrow(() -> absent(key));
    long size = SealFormat.size(sealedSize);
    if (size < 0 || from >= Math.max(1, size)) {
      throw changed(key, new IOException("it has " + sealedSize + " bytes"));
    }
    long begin = SealFormat.at(from / SealFormat.PIECE);
    long lastPiece = (Math.min(from + length, Math.max(1, size)) - 1) / SealFormat.PIECE;
    long end = SealFormat.at(lastPiece) + SealFormat.sealedLength(lastPiece, size);
    SealFormat format = format(row, secret);
    return proved(
        key, new SealedInput(store.open(key, begin, end - begin), format, size, from, length));
  }

  private SealFormat format(SealedObjects.Row row, byte[] secret) throws ObjectStoreException {
    String key = row.objectKey();
    try (InputStream head = store.open(key, 0, SealFormat.HEAD)) {
      return SealFormat.reading(algorithm(row), secret, key, head.readNBytes(SealFormat.HEAD));
    } catch (IOException e) {
      throw new ObjectStoreException("open " + key + ": broke off", e, Why.AWAY);
    } catch (GeneralSecurityException e) {
      throw changed(key, e);
    }
  }

  private static InputStream proved(String key, SealedInput content) throws ObjectStoreException {
    try {
      content.prove();
      return content;
    } catch (IOException e) {
      try {
        content.close();
      } catch (IOException _) {
        // what matters was said
      }
      throw e instanceof ObjectChanged
          ? changed(key, e)
          : new ObjectStoreException("open " + key + ": broke off", e, Why.AWAY);
    }
  }

  private static ObjectStoreException changed(String key, Exception cause) {
    return new ObjectStoreException(
        "open " + key + ": what is stored is not what was sealed", cause, Why.CHANGED);
  }

  private static ObjectStoreException absent(String key) {
    return new ObjectStoreException(
        "open " + key + ": it is not there", new IOException("absent"), Why.ABSENT);
  }

  @Override
  public boolean locks() throws ObjectStoreException {
    return store.locks();
  }

  @Override
  public void retain(String key, Instant until) throws ObjectStoreException {
    store.retain(key, until);
  }

  @Override
  public void hold(String key, boolean held) throws ObjectStoreException {
    store.hold(key, held);
  }

  /** Its key goes after it: no copy that the store or somebody else kept can be read then. */
  @Override
  public void remove(String key) throws ObjectStoreException {
    store.remove(key);
    rows.forget(key);
  }

  @Override
  public Optional<Seal> seal(String key) {
    return rows.find(key).map(row -> new Seal(algorithm(row), row.wrappedBy()));
  }
}
