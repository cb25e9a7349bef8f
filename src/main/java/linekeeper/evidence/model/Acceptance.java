package linekeeper.evidence.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import linekeeper.kernel.Refusal;

/** Which kinds of evidence may be of which types, and how large. Types not named are refused. */
public final class Acceptance {
  /** What senders say who do not know. */
  private static final Set<String> UNKNOWN = Set.of("", "application/octet-stream");

  private final List<OfKind> kinds;
  private final List<Look> looks;

  /** By these rules. */
  public Acceptance(List<OfKind> kinds, List<Look> looks) {
    this.kinds = List.copyOf(kinds);
    this.looks = List.copyOf(looks);
  }

  /** What is accepted of one kind: up to so many bytes. */
  public record OfKind(EvidenceKind kind, long most, List<String> types) {
    /** Copies the list. */
    public OfKind {
      types = List.copyOf(types);
    }
  }

  /** Content of this type is recognised as one of those. */
  public record Look(String type, List<String> as) {
    /** Copies the list. */
    public Look {
      as = List.copyOf(as);
    }
  }

  /** What came of comparing. */
  public sealed interface Verdict {
    /** It is of this type. */
    record Accepted(String type) implements Verdict {}

    /** It is not taken. */
    record Refused(Refusal refusal) implements Verdict {}
  }

  /** The largest file of a kind; 0 where the kind is not taken at all. */
  public long most(EvidenceKind kind) {
    return kinds.stream().filter(it -> it.kind() == kind).mapToLong(OfKind::most).sum();
  }

  /** The largest file of any kind. */
  public long most() {
    return kinds.stream().mapToLong(OfKind::most).max().orElse(0);
  }

  /**
   * Compares what is said with what is there.
   *
   * @param claimed the type that the sender names, empty where none is
   * @param sniffed the type that the content shows
   */
  public Verdict judge(EvidenceKind kind, String claimed, String sniffed) {
    String said = claimed.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    List<String> types =
        kinds.stream().filter(it -> it.kind() == kind).flatMap(it -> it.types().stream()).toList();
    List<String> showing = types.stream().filter(it -> looks(it, sniffed)).toList();
    if (showing.isEmpty()) {
      return refused("a %s may be %s; this is %s".formatted(kind, types, sniffed));
    }
    if (UNKNOWN.contains(said)) {
      return new Verdict.Accepted(showing.getFirst());
    }
    return showing.contains(said)
        ? new Verdict.Accepted(said)
        : refused("it is said to be %s; its content is %s".formatted(said, sniffed));
  }

  private static Verdict refused(String why) {
    return new Verdict.Refused(Refusal.of("type.invalid", why, "Content-Type"));
  }

  private boolean looks(String type, String sniffed) {
    return type.equals(sniffed)
        || looks.stream().anyMatch(it -> it.type().equals(type) && it.as().contains(sniffed));
  }
}
