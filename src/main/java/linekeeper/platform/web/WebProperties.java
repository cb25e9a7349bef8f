package linekeeper.platform.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the doors to the web ({@code linekeeper.web}).
 *
 * @param maxBody the largest body that is read
 * @param origins the origins under which the console is reached, such as {@code
 *     https://hotline.example}; where none is named, the address a request was made to
 * @param connectTo further origins the console's page may connect to, such as a switch's {@code
 *     wss://} address
 */
@Validated
@ConfigurationProperties("linekeeper.web")
public record WebProperties(
    @DefaultValue("256KB") @NotNull DataSize maxBody,
    @DefaultValue List<@Pattern(regexp = "https?://[A-Za-z0-9.:\\[\\]-]+") String> origins,
    @DefaultValue
        List<@Pattern(regexp = "(https?|wss?)://[A-Za-z0-9.:*/\\[\\]_-]+") String> connectTo) {

  /** Copies the lists. */
  public WebProperties {
    origins = List.copyOf(origins);
    connectTo = List.copyOf(connectTo);
  }
}
