package linekeeper.platform.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process to be killed: starts the database, commits something, says so, and waits. */
final class EmbeddedDatabaseChild {
  private EmbeddedDatabaseChild() {}

  public static void main(String[] args) throws Exception {
    EmbeddedDatabase database =
        EmbeddedDatabase.start(
            EmbeddedDatabaseTest.properties(
                Path.of(args[0]), Integer.parseInt(args[1]), EmbeddedDatabaseTest.PASSWORD));
    try (var connection = EmbeddedDatabaseTest.connect(database, EmbeddedDatabaseTest.PASSWORD)) {
      EmbeddedDatabaseTest.tell(
          connection, "CREATE TABLE left_behind AS SELECT 'by the child' AS note");
    }
    Files.writeString(Path.of(args[2]), "");
    Thread.sleep(Duration.ofMinutes(5));
  }
}
