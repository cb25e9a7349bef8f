package linekeeper.platform.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns inputs, events and states into JSON and back. Records of a sealed interface bear their
 * simple name in {@code @}, so that neither package nor class needs to know about storage; renaming
 * a record is therefore a change of the stored format.
 */
public final class JournalCodec {
  private final JsonMapper mapper;

  /** A codec for these sealed interfaces, all that they permit, and what those hold. */
  public JournalCodec(Collection<Class<?>> sealedRoots) {
    JsonMapper.Builder builder = JsonMapper.builder();
    // a record of a later version may know more fields than we do: read what we know
    builder.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    // and one of an earlier version fewer: what it does not say is false, or nothing
    builder.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    Set<Class<?>> leaves = new LinkedHashSet<>();
    for (Class<?> root : sealedRoots) {
      builder.addMixIn(root, Named.class);
      leavesOf(root, leaves);
    }
    builder.registerSubtypes(leaves.toArray(new Class<?>[0]));
    this.mapper = builder.build();
  }

  /** As JSON. */
  public String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /** As JSON that says which record of this interface it is. */
  public String writeAs(Class<?> root, Object value) {
    return mapper.writerFor(root).writeValueAsString(value);
  }

  /** From JSON. */
  public <T> T read(String json, Class<T> type) {
    return mapper.readValue(json, type);
  }

  private static void leavesOf(Class<?> type, Set<Class<?>> leaves) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      leaves.add(type);
      return;
    }
    for (Class<?> each : permitted) {
      leavesOf(each, leaves);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@")
  private interface Named {}
}
