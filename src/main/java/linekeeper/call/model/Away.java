package linekeeper.call.model;

import java.time.Instant;

/** Since when the floor does not hear the switch, and why. */
public record Away(Instant since, String reason) {}
