package linekeeper.platform.objects;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code linekeeper.objects.sealing.*}: whether objects are encrypted before they leave us.
 *
 * @param algorithm by which new ones are; nothing leaves them as they are
 * @param key the id of the key that wraps their keys
 * @param keys by its id, the file of each key that wraps or ever wrapped: 32 random bytes in Base64
 */
@ConfigurationProperties("linekeeper.objects.sealing")
public record SealingProperties(
    @Nullable SealAlgorithm algorithm,
    @DefaultValue("") String key,
    @DefaultValue Map<String, Path> keys) {

  /** Refuses to seal without a key. */
  public SealingProperties {
    keys = Map.copyOf(keys);
    if (algorithm != null && !keys.containsKey(key)) {
      throw new IllegalArgumentException(
          "linekeeper.objects.sealing.key: must name one of linekeeper.objects.sealing.keys");
    }
  }
}
