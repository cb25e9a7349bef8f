package linekeeper.access.desk;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is there at the first start ({@code linekeeper}).
 *
 * @param demo whether this is a demonstration with users of its own
 * @param demoPassword the password of each of those users, by name
 * @param bootstrapAdminPassword the password of the first administrator where there is no user yet
 */
@ConfigurationProperties("linekeeper")
record FirstUserProperties(
    @DefaultValue("false") boolean demo,
    @DefaultValue Map<String, String> demoPassword,
    @Nullable String bootstrapAdminPassword) {

  FirstUserProperties {
    demoPassword = Map.copyOf(demoPassword);
  }

  /** Without the passwords. */
  @Override
  public String toString() {
    return "FirstUserProperties[demo=" + demo + "]";
  }
}
