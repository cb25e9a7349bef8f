package linekeeper.recording.model;

import java.util.UUID;

/**
 * Another person's consent to taking something out: the trace that is left of it.
 *
 * @param takeOut what was asked for
 * @param by who takes it out, and {@code reason} what for
 */
public record Consent(UUID takeOut, String by, String approvedBy, String reason) {

  /** As the audit has it. */
  public String text() {
    return "take-out:%s, approved by %s: %s".formatted(takeOut, approvedBy, reason);
  }
}
