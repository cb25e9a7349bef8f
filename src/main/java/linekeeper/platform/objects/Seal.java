package linekeeper.platform.objects;

/**
 * That an object was encrypted before it left us.
 *
 * @param key the id of the key that wraps its own
 */
public record Seal(SealAlgorithm algorithm, String key) {}
