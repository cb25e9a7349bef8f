package linekeeper.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import linekeeper.Linekeeper;
import linekeeper.cli.Api;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application under test, running. */
sealed interface Application {
  /** How the file is written. */
  String ENCODED = "[encoding=UTF-8]";

  /** Stops it in order. */
  void stop();

  /** In this JVM, where a test can look into it. */
  record Inside(ConfigurableApplicationContext context) implements Application {
    static Inside start(Path configuration) {
      SpringApplication spring = new SpringApplication(Linekeeper.class);
      spring.setRegisterShutdownHook(false);
      return new Inside(
          spring.run("--spring.config.additional-location=file:" + configuration + ENCODED));
    }

    @Override
    public void stop() {
      context.close();
    }
  }

  /** In a process of its own, which can be killed. */
  record Apart(Process process) implements Application {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final int LONGEST_STOP = 30;

    static Apart start(Class<?> program, Path configuration, URI address) throws IOException {
      Path home = configuration.resolveSibling("");
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx512m",
                      "-XX:TieredStopAtLevel=1",
                      "--enable-native-access=ALL-UNNAMED",
                      "--sun-misc-unsafe-memory-access=allow",
                      "-cp",
                      System.getProperty("java.class.path"),
                      program.getName(),
                      "--spring.config.additional-location=file:" + configuration + ENCODED))
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(home.resolve("application.log").toFile()))
              .start();
      Apart apart = new Apart(process);
      Api api = new Api(address, Api.Session.NONE);
      try {
        Awaitility.await().atMost(LONGEST_START).until(() -> apart.answers(api));
      } catch (RuntimeException e) {
        apart.kill();
        throw new IllegalStateException(
            Files.readString(home.resolve("application.log")) + "\nthe application does not start",
            e);
      }
      return apart;
    }

    private boolean answers(Api api) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the application ended: " + process.exitValue());
      }
      try {
        return api.get("/actuator/health").ok();
      } catch (RuntimeException notYet) {
        return false;
      }
    }

    /** SIGSTOP: it is there, and hears nothing any more. */
    void freeze() {
      signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
      signal("-CONT");
    }

    private void signal(String which) {
      try {
        int result =
            new ProcessBuilder("kill", which, String.valueOf(process.pid())).start().waitFor();
        if (result != 0) {
          throw new IllegalStateException("does not take " + which + ": " + result);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** SIGKILL: no hook runs, nothing is said good-bye to. */
    void kill() {
      end(process.toHandle(), true);
    }

    @Override
    public void stop() {
      end(process.toHandle(), false);
    }

    private void end(ProcessHandle handle, boolean atOnce) {
      boolean _ = atOnce ? handle.destroyForcibly() : handle.destroy();
      try {
        if (!process.waitFor(LONGEST_STOP, TimeUnit.SECONDS)) {
          throw new AssertionError("the application does not end");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
