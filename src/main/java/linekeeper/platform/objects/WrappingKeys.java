package linekeeper.platform.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import linekeeper.platform.objects.ObjectStoreException.Why;
import linekeeper.platform.objects.store.SealedObjects;

/** The keys that wrap the keys of objects. They are in files, never in the database. */
final class WrappingKeys {
  private static final int BYTES = 32;
  private final Map<String, byte[]> keys = new HashMap<>();
  private final String current;

  /** Reads them all: one that cannot be read stops the start, before anything needs it. */
  WrappingKeys(SealingProperties properties) {
    this.current = properties.key();
    properties.keys().forEach((id, file) -> keys.put(id, read(id, file)));
  }

  private static byte[] read(String id, Path file) {
    byte[] key;
    try {
      key = Base64.getMimeDecoder().decode(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "linekeeper.objects.sealing.keys.%s: cannot be read: %s"
              .formatted(id, e.getClass().getSimpleName()),
          e);
    }
    if (key.length != BYTES) {
      throw new IllegalStateException(
          "linekeeper.objects.sealing.keys.%s: must be 32 bytes in Base64".formatted(id));
    }
    return key;
  }

  /** The id of the key that wraps; empty where there is none. */
  String current() {
    return current;
  }

  /** Wraps the key of an object. */
  String wrap(SealAlgorithm algorithm, String objectKey, byte[] key) {
    byte[] salt = SealAlgorithm.random(SealAlgorithm.NONCE_BYTES);
    byte[] sealed =
        algorithm.seal(
            algorithm.derive(secret(current), salt, purpose(objectKey)), salt, key, key.length);
    byte[] both = Arrays.copyOf(salt, salt.length + sealed.length);
    System.arraycopy(sealed, 0, both, salt.length, sealed.length);
    return Base64.getEncoder().encodeToString(both);
  }

  /**
   * The key of an object.
   *
   * @throws ObjectStoreException if the key that wraps it is not there, or is another one
   */
  byte[] unwrap(SealedObjects.Row row) throws ObjectStoreException {
    String what = "unseal " + row.objectKey() + ": ";
    if (!keys.containsKey(row.wrappedBy())) {
      throw new ObjectStoreException(
          what + "linekeeper.objects.sealing.keys has no key " + row.wrappedBy(),
          new IllegalStateException("no key"),
          Why.SEALED);
    }
    byte[] both = Base64.getDecoder().decode(row.wrapped());
    byte[] salt = Arrays.copyOf(both, SealAlgorithm.NONCE_BYTES);
    try {
      SealAlgorithm algorithm = SealAlgorithm.valueOf(row.algorithm());
      return algorithm.open(
          algorithm.derive(secret(row.wrappedBy()), salt, purpose(row.objectKey())),
          salt,
          both,
          salt.length,
          both.length - salt.length);
    } catch (GeneralSecurityException e) {
      throw new ObjectStoreException(
          what + "key " + row.wrappedBy() + " is not the one that it was sealed with",
          e,
          Why.SEALED);
    }
  }

  private byte[] secret(String id) {
    byte[] secret = keys.get(id);
    if (secret == null) {
      throw new IllegalStateException("linekeeper.objects.sealing.keys has no key " + id);
    }
    return secret;
  }

  /** What was wrapped for one object opens no other. */
  private static byte[] purpose(String objectKey) {
    return ("linekeeper wraps " + objectKey).getBytes(UTF_8);
  }
}
