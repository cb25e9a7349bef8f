package linekeeper.callback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import linekeeper.kernel.AttemptId;
import linekeeper.kernel.CallId;

/**
 * One callback task. It bears the id of the lost call that opened it, so that opening it again
 * gives the same task.
 */
public record CallbackId(@JsonValue String value) {

  /** Refuses what no call could be called. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CallbackId {
    var _ = new CallId(value);
  }

  /** The task that a lost call opens. */
  public static CallbackId of(CallId lost) {
    return new CallbackId(lost.value());
  }

  /** The task's attempt of this number, from 1. */
  public AttemptId attempt(int number) {
    return new AttemptId(value + "-" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
