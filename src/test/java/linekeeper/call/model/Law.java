package linekeeper.call.model;

import org.jspecify.annotations.Nullable;

/** Something that holds after every step of a floor, whatever comes in. */
@FunctionalInterface
public interface Law {
  /** Throws a {@link Broken} where this step breaks it. */
  void check(Seen.Standing before, Seen step);

  /** A law was broken. */
  final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** Says which law, by what. */
    public Broken(String law, String how) {
      super(law + ": " + how);
    }
  }

  /** Demands something in the name of a law. */
  static void demand(boolean kept, String law, @Nullable Object... how) {
    if (!kept) {
      StringBuilder text = new StringBuilder();
      for (@Nullable Object part : how) {
        text.append(part).append(' ');
      }
      throw new Broken(law, text.toString().strip());
    }
  }
}
