package linekeeper.telephony;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the switch is and how we prove who we are. Absent as a whole where {@code
 * linekeeper.telephony.ari-url} is not set: then there is no switch.
 *
 * @param ariUrl {@code http://127.0.0.1:8088}, without credentials
 * @param application the name under which the dialplan hands calls to us
 * @param sipHost host that phones register with; with {@code sipPort} what the agent is shown
 * @param wsUrl address that browsers' phones register with
 * @param spool directory into which the switch writes recordings, as the switch names it; the
 *     recording module's own where it is left out
 * @param ledger the switch's own ledger of channel events, {@code ledger.csv}, as it is seen from
 *     here; without it what happened while we were away stays unknown, and nothing is reconciled
 * @param trace file that every frame is written to, or nothing for no trace
 * @param standby further hosts, the next of which serves when the one that did is gone for {@code
 *     takeOverAfter}
 */
@ConfigurationProperties("linekeeper.telephony")
@ConditionalOnProperty("linekeeper.telephony.ari-url")
@Validated
public record TelephonyProperties(
    @NotNull URI ariUrl,
    @DefaultValue("linekeeper") @NotBlank String ariUser,
    @NotBlank String ariSecret,
    @DefaultValue("127.0.0.1") @NotBlank String amiHost,
    @Min(1) @Max(65_535) int amiPort,
    @DefaultValue("linekeeper") @NotBlank String amiUser,
    @NotBlank String amiSecret,
    @DefaultValue("linekeeper") @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String application,
    @DefaultValue("127.0.0.1") @NotBlank String sipHost,
    @Min(1) @Max(65_535) int sipPort,
    @NotBlank String wsUrl,
    @Nullable Path spool,
    @Nullable Path ledger,
    @Nullable Path trace,
    @DefaultValue List<@Valid Host> standby,
    @DefaultValue("15s") @DurationMin(seconds = 1) Duration takeOverAfter) {

  /** Copies the list. */
  public TelephonyProperties {
    standby = List.copyOf(standby);
  }

  /** All hosts in the order in which they serve. */
  public List<Host> hosts() {
    Host first =
        new Host(
            ariUrl, ariUser, ariSecret, amiHost, amiPort, amiUser, amiSecret, sipHost, sipPort,
            wsUrl, spool, ledger);
    return Stream.concat(Stream.of(first), standby.stream()).toList();
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "TelephonyProperties" + hosts();
  }

  /** One host, described as the first one is. */
  public record Host(
      @NotNull URI ariUrl,
      @DefaultValue("linekeeper") @NotBlank String ariUser,
      @NotBlank String ariSecret,
      @DefaultValue("127.0.0.1") @NotBlank String amiHost,
      @Min(1) @Max(65_535) int amiPort,
      @DefaultValue("linekeeper") @NotBlank String amiUser,
      @NotBlank String amiSecret,
      @DefaultValue("127.0.0.1") @NotBlank String sipHost,
      @Min(1) @Max(65_535) int sipPort,
      @NotBlank String wsUrl,
      @Nullable Path spool,
      @Nullable Path ledger) {

    /** Without secrets. */
    @Override
    public String toString() {
      return "[" + ariUrl + ", " + amiHost + ":" + amiPort + "]";
    }
  }
}
