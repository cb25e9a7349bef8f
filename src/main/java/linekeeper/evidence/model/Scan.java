package linekeeper.evidence.model;

/** What a look for malware showed. */
public sealed interface Scan {

  /** Nobody looked. */
  record NotScanned() implements Scan {}

  /** Nothing was found by what is named. */
  record Clean(String by) implements Scan {}

  /** This was found. */
  record Infected(String by, String malware) implements Scan {}

  /** What looked, empty where nothing did. */
  default String scannedBy() {
    return switch (this) {
      case NotScanned _ -> "";
      case Clean it -> it.by();
      case Infected it -> it.by();
    };
  }
}
