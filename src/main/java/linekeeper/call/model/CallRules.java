package linekeeper.call.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a call.
 *
 * @param greeting the prompts of the line, ending with the notice that the call is recorded (N-57)
 * @param maxWait how long a caller waits before being lost as {@code QUEUE_TIMEOUT}
 * @param ring how long a phone rings
 * @param announceEvery how often a waiting caller hears his place; zero for never
 * @param zeroTalk a conversation no longer than this is none: lost as {@code ZERO_TALK}
 * @param invitation how who waits is told that he may be called back instead, or null for never
 */
public record CallRules(
    List<String> greeting,
    Duration maxWait,
    Duration ring,
    Duration announceEvery,
    Duration zeroTalk,
    @Nullable Invitation invitation) {

  /** How long the switch may take to answer a leg or to end one before we stop waiting for it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How soon after a playing that failed the leg's end is heard, if that was the reason. */
  static final Duration HANG_UP_FOLLOWS = Duration.ofSeconds(1);

  /** How soon a switch that did not answer when it was told to record is told again. */
  static final Duration RECORD_AGAIN = Duration.ofSeconds(2);

  /** How long silence may be recorded at a stretch: a pause that was forgotten costs evidence. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** How long a citizen's phone rings; where he is listened to first, the dialplan ends that. */
  static final Duration CITIZEN_RINGS = Duration.ofSeconds(45);

  /** How long it may take to tell a machine from a person. */
  static final Duration LISTENING = Duration.ofSeconds(10);

  /** How long a greeting may last before we go on without its end. */
  static final Duration LONGEST_PROMPT = Duration.ofSeconds(60);

  /** Copies the prompts. */
  public CallRules {
    greeting = List.copyOf(greeting);
  }
}
