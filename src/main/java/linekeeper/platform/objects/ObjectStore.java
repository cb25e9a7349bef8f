package linekeeper.platform.objects;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps files under keys in one bucket. Safe from any thread; blocks, so never to be called from a
 * lane.
 */
public interface ObjectStore {

  /** The bucket everything is in. */
  String bucket();

  /**
   * Sends a file. When it returns, the store has confirmed the whole of it; that it kept the right
   * bytes is known only after {@link #verify}. An object of that key is replaced.
   *
   * @throws ObjectStoreException if the store did not confirm; then it may or may not be there
   */
  void put(String key, Path file, String contentType) throws ObjectStoreException;

  /**
   * Reads an object back, all of it, and compares.
   *
   * @param digest SHA-256 in lower-case hexadecimal
   * @throws ObjectStoreException if it could not be read to its end
   */
  Verdict verify(String key, long size, String digest) throws ObjectStoreException;

  /**
   * The size in bytes of an object, or nothing if there is none.
   *
   * @throws ObjectStoreException if the store did not say
   */
  Optional<Long> size(String key) throws ObjectStoreException;

  /**
   * Opens part of an object; the caller closes it. Reading may still fail half-way: with {@link
   * ObjectChanged} where what comes next is not what was sealed.
   *
   * @param from first byte, counted from 0
   * @param length how many bytes, at least 1
   * @throws ObjectStoreException if it could not be opened; {@link ObjectStoreException#absent()}
   *     tells whether it is not there
   */
  InputStream open(String key, long from, long length) throws ObjectStoreException;

  /**
   * Whether the store itself refuses to delete what is retained or held. Where it does not, {@link
   * #retain} and {@link #hold} do nothing, and only who goes through us is bound.
   *
   * @throws ObjectStoreException if the store did not say
   */
  boolean locks() throws ObjectStoreException;

  /**
   * Has the store keep an object until then at least. What is kept longer is kept longer still.
   *
   * @throws ObjectStoreException if the store did not confirm
   */
  void retain(String key, Instant until) throws ObjectStoreException;

  /**
   * Has the store keep an object until it is told otherwise, or tells it so.
   *
   * @throws ObjectStoreException if the store did not confirm
   */
  void hold(String key, boolean held) throws ObjectStoreException;

  /**
   * Removes an object with all of its versions; one that is not there is removed already.
   *
   * @throws ObjectStoreException if the store did not confirm; {@link ObjectStoreException#why()}
   *     tells whether it is locked
   */
  void remove(String key) throws ObjectStoreException;

  /** Whether and how an object was encrypted before it left us. */
  default Optional<Seal> seal(String key) {
    return Optional.empty();
  }

  /** What reading back showed. */
  enum Verdict {
    /** Size and digest are as they should be. */
    SAME,
    /** Something else is stored under that key. */
    DIFFERENT,
    /** Nothing is stored under that key. */
    ABSENT
  }
}
