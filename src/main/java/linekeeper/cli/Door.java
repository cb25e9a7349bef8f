package linekeeper.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Signs a demo user in, or goes on with the session of the last run; only its owner can read it.
 */
final class Door {
  private final Home home;

  Door(Home home) {
    this.home = home;
  }

  /** The application, as this user. */
  Api as(String user) throws IOException {
    if (!user.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new Failure("not a user's name: " + user);
    }
    Path file = home.run().resolve("session-" + user);
    Api known = new Api(home.application(), remembered(file));
    if (!known.session().cookie().isEmpty() && known.get("/api/session").ok()) {
      return known;
    }
    Api.Answer answer = known.signIn(user, home.password(user));
    if (!answer.ok()) {
      throw new Failure(
          "sign-in as " + user + " refused: " + answer.status() + " " + answer.code());
    }
    remember(file, known.session());
    return known;
  }

  private static Api.Session remembered(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return Api.Session.NONE;
    }
    List<String> lines = Files.readAllLines(file);
    return lines.size() == 2 ? new Api.Session(lines.get(0), lines.get(1)) : Api.Session.NONE;
  }

  private static void remember(Path file, Api.Session session) throws IOException {
    Files.deleteIfExists(file);
    var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, mine);
    Files.writeString(file, session.cookie() + "\n" + session.csrfToken() + "\n");
  }
}
