package linekeeper.evidence.desk;

import java.io.IOException;
import java.nio.file.Path;
import linekeeper.evidence.model.Scan;

/** Looks for malware in a file, before anything relies on it. */
@FunctionalInterface
interface Scanner {

  /** Looks at nothing, and says so. */
  Scanner NONE = _ -> new Scan.NotScanned();

  /**
   * Looks at a file.
   *
   * @throws IOException if no answer was had: then the file is not taken in
   */
  Scan scan(Path file) throws IOException;
}
