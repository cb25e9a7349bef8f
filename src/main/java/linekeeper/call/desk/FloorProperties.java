package linekeeper.call.desk;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import linekeeper.queue.model.Preference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The floor's configuration, {@code linekeeper.floor}; {@code application.yaml} says what each
 * value protects from.
 */
@Validated
@ConfigurationProperties("linekeeper.floor")
record FloorProperties(
    @NotNull ZoneId zone,
    @Min(1) @Max(10_000) int licensedSeats,
    @Min(1) @Max(100_000) int calls,
    @NotNull Duration wrapUp,
    @NotNull Duration consoleGrace,
    @Min(0) int missedLimit,
    @NotNull Duration zeroTalk,
    @NotEmpty List<@Valid Line> lines,
    @NotEmpty List<@Valid Queue> queues,
    @NotEmpty List<@Valid Seat> seats,
    @NotNull List<String> outsideNumbers) {

  record Line(
      @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id,
      @NotEmpty String name,
      @NotEmpty List<@Pattern(regexp = "\\+?[0-9]{2,20}") String> numbers,
      @NotNull String queue,
      @NotEmpty List<@Pattern(regexp = "[a-z0-9/-]{1,64}") String> greeting,
      @Nullable Duration inviteAfter,
      @Nullable Duration inviteEvery) {}

  record Queue(
      @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id,
      @NotEmpty String name,
      @NotNull Set<String> skills,
      @NotEmpty List<Preference> strategy,
      @Min(1) int maxWaiting,
      @NotNull Duration maxWait,
      @NotNull Duration ring,
      @NotNull Duration announceEvery,
      int priority) {}

  record Seat(@Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id, @NotEmpty String name) {}
}
