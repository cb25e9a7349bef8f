package linekeeper.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a machine yields: the state after it, what is to be done about it, and a refusal
 * where the input was a command that made no sense. A refused step changes nothing and does
 * nothing.
 */
public record Step<S, E>(S state, List<E> effects, @Nullable Refusal refusal) {

  /** Copies the effects, so that a step is a value. */
  public Step {
    effects = List.copyOf(effects);
  }

  /** The state stays, nothing is to be done. */
  public static <S, E> Step<S, E> same(S state) {
    return new Step<>(state, List.of(), null);
  }

  /** A new state, nothing else to be done. */
  public static <S, E> Step<S, E> to(S state) {
    return new Step<>(state, List.of(), null);
  }

  /** A new state and what is to be done. */
  public static <S, E> Step<S, E> to(S state, List<E> effects) {
    return new Step<>(state, effects, null);
  }

  /** The command made no sense here: the state stays. */
  public static <S, E> Step<S, E> refused(S state, Refusal refusal) {
    return new Step<>(state, List.of(), refusal);
  }
}
