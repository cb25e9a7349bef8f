package linekeeper.platform.journal;

import java.util.List;

/** The sealed interfaces that a module wants kept; a bean of it lets the codec know them. */
@FunctionalInterface
public interface JournalVocabulary {
  /** The interfaces. */
  List<Class<?>> sealedRoots();
}
