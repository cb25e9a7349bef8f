package linekeeper.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds an application to which everything happens: a small disk under its spool, another
 * one under a database server of its own, cables to that, to AMI and to the objects, and a clock
 * that can be set.
 */
public final class Siege implements AutoCloseable {
  /** Room for some minutes of one call. */
  private static final int SPOOL_MIB = 48;

  /** PostgreSQL needs some 60 MiB to begin with, and 16 for each piece of its log. */
  private static final int DATABASE_MIB = 256;

  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
  private final SmallDisk spool;
  private final SmallDisk databaseDisk;
  private final PackagedPostgres database;
  private final Cable toDatabase;
  private final FalseClock clock;
  private @Nullable Cable toAmi;

  private Siege(Path home, SmallDisk spool, SmallDisk databaseDisk) throws IOException {
    this.spool = spool;
    this.databaseDisk = databaseDisk;
    database = new PackagedPostgres(PROGRAMS, home.resolve("postgres"));
    database.awaitAnswer();
    toDatabase = Cable.to(URI.create("postgresql://127.0.0.1:" + database.port()));
    clock = new FalseClock(home.resolve("clock"));
  }

  /** Sets everything up that must be there before the switch. */
  static Siege lay(Path home, Path spool) throws IOException {
    // the database's owner is not ours and has to find its directory
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    SmallDisk forSpool = SmallDisk.mount(spool, SPOOL_MIB);
    try {
      SmallDisk forDatabase = SmallDisk.mount(home.resolve("postgres"), DATABASE_MIB);
      try {
        return new Siege(home, forSpool, forDatabase);
      } catch (IOException | RuntimeException failure) {
        forDatabase.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      forSpool.close();
      throw failure;
    }
  }

  /** Has the application reach everything through what is besieged. */
  void configure(PrivateSwitch telephony, BiConsumer<String, Object> set) throws IOException {
    Cable ami = Cable.to(URI.create("ami://127.0.0.1:" + telephony.amiPort()));
    toAmi = ami;
    set.accept("linekeeper.telephony.ami-port", ami.address().getPort());
    set.accept("linekeeper.postgres.embedded", false);
    set.accept(
        "spring.datasource.url",
        "jdbc:postgresql://127.0.0.1:" + toDatabase.address().getPort() + "/postgres");
    set.accept("spring.datasource.username", "postgres");
    set.accept("spring.datasource.password", "");
    set.accept("linekeeper.recording.room.keep-free", "32MB");
    set.accept("linekeeper.recording.room.reserve", "8MB");
    set.accept(FalseClock.PROPERTY, clock.file());
  }

  /** The disk under the spool. */
  public SmallDisk spool() {
    return spool;
  }

  /** The disk under the database. */
  public SmallDisk databaseDisk() {
    return databaseDisk;
  }

  /** The database server, to be started again where it gave up. */
  public PackagedPostgres database() {
    return database;
  }

  /** The cable to the database. */
  public Cable toDatabase() {
    return toDatabase;
  }

  /** The cable to AMI. */
  public Cable toAmi() {
    if (toAmi == null) {
      throw new IllegalStateException("not configured yet");
    }
    return toAmi;
  }

  /** The application's clock. */
  public FalseClock clock() {
    return clock;
  }

  /** Everything as it should be again. */
  public void lift() {
    spool.empty();
    databaseDisk.empty();
    toDatabase.mend();
    toAmi().mend();
    clock.set(Duration.ZERO);
  }

  @Override
  public void close() throws IOException {
    toDatabase.close();
    if (toAmi != null) {
      toAmi.close();
    }
    database.close();
    databaseDisk.close();
    spool.close();
  }
}
