package linekeeper.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import linekeeper.benchmark.live.BareRelay;
import linekeeper.benchmark.live.Readings;
import linekeeper.benchmark.live.Watchers;
import linekeeper.benchmark.rig.Bridge;
import linekeeper.benchmark.rig.Rig;
import org.jspecify.annotations.Nullable;

/** One way from the switch to screens: ours, the bare relay, or a library of the registry. */
abstract sealed class Audience implements AutoCloseable {
  static final String SEATS = "linekeeper";
  static final String LEADERS = "linekeeper, whole floor";
  static final String BARE = "bare Netty relay";
  static final List<String> LIBRARIES = List.of("ami-io", "asterisk-manager");

  /** How the numbers of the probes' callers begin. */
  static final String PROBE_CALLERS = "1370";

  /** What it is called in the report. */
  abstract String name();

  /** Where its callers call. */
  abstract String probeNumber();

  /** Where the calls of a storm go. */
  abstract String stormNumber();

  /** Connects what is between the switch and the screens; closing it disconnects. */
  abstract Link connect() throws Exception;

  /** Something that is disconnected at the end. */
  @FunctionalInterface
  interface Link extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  abstract List<Watchers.Door> doors();

  /** Ends what {@link #connect} began to run. */
  @Override
  public void close() throws IOException {}

  /**
   * How a screen reads.
   *
   * @param waiting callers that wait for their probe to be made of them
   * @param ends how many calls end while screens are open
   */
  abstract Supplier<Watchers.Reading> reading(int waiting, IntSupplier ends);

  /** Linekeeper itself, seen by those who are signed in through these doors. */
  static final class Ours extends Audience {
    private final String name;
    private final List<Watchers.Door> doors;

    Ours(String name, List<Watchers.Door> doors) {
      this.name = name;
      this.doors = doors;
    }

    @Override
    String name() {
      return name;
    }

    @Override
    String probeNumber() {
      return Rig.PROBE_LINE;
    }

    @Override
    String stormNumber() {
      return Rig.HOTLINE;
    }

    @Override
    Link connect() {
      return () -> {};
    }

    @Override
    List<Watchers.Door> doors() {
      return doors;
    }

    @Override
    Supplier<Watchers.Reading> reading(int waiting, IntSupplier ends) {
      return () -> Readings.ofQueue(waiting);
    }
  }

  /** Every event to every socket. */
  static final class Theirs extends Audience {
    private final String name;
    private final Path repository;
    private final Rig rig;
    private final int port;
    private @Nullable Bridge bridge;

    Theirs(String name, Path repository, Rig rig) {
      this.name = name;
      this.port = rig.peerPort() + (name.equals(BARE) ? 0 : 1 + LIBRARIES.indexOf(name));
      this.repository = repository;
      this.rig = rig;
    }

    @Override
    String name() {
      return name;
    }

    @Override
    String probeNumber() {
      return Rig.PLAIN_WAIT;
    }

    @Override
    String stormNumber() {
      return Rig.PLAIN_WAIT;
    }

    @Override
    Link connect() throws IOException, InterruptedException {
      Bridge running = bridge;
      if (running == null) {
        running = start();
        bridge = running;
      }
      running.on();
      return running::off;
    }

    private Bridge start() throws IOException, InterruptedException {
      return name.equals(BARE)
          ? Bridge.java(repository, rig.amiSecret(), BareRelay.class.getName(), rig.amiPort(), port)
          : Bridge.node(repository, rig.amiSecret(), "bridge", name, rig.amiPort(), port);
    }

    @Override
    public void close() throws IOException {
      if (bridge != null) {
        bridge.close();
      }
    }

    @Override
    List<Watchers.Door> doors() {
      return List.of(new Watchers.Door(URI.create("ws://127.0.0.1:" + port + "/"), Map.of()));
    }

    @Override
    Supplier<Watchers.Reading> reading(int waiting, IntSupplier ends) {
      return () -> Readings.ofHangups(PROBE_CALLERS, ends);
    }
  }
}
