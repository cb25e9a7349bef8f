package linekeeper.platform.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S3 server in this process, on the file system: signatures are enforced, what was confirmed is
 * on disk. It knows no object lock, versions or encryption; retention is then ours alone to keep.
 */
final class EmbeddedStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
  private static final int MOST_THREADS = 16;
  private static final long STOP_MILLIS = 5_000;

  private final S3Proxy server;

  private EmbeddedStore(S3Proxy server) {
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException if the port is taken or the directory cannot be written
   */
  static EmbeddedStore start(ObjectsProperties properties) {
    Path directory = requireNonNull(properties.data()).toAbsolutePath();
    try {
      Files.createDirectories(directory);
      Properties settings = new Properties();
      settings.setProperty("jclouds.filesystem.basedir", directory.toString());
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(
                  new DurableStore(BlobStores.create("filesystem-nio2", settings), directory))
              .endpoint(properties.endpoint())
              .awsAuthentication(
                  AuthenticationType.AWS_V4, properties.accessKey(), properties.secretKey())
              .v4MaxNonChunkedRequestSize(S3Store.PART_BYTES)
              .jettyMaxThreads(MOST_THREADS)
              .stopTimeout(STOP_MILLIS)
              .build();
      server.start();
      return new EmbeddedStore(server);
    } catch (IOException e) {
      throw new IllegalStateException("The object store cannot use " + directory, e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "The object store did not start at " + properties.endpoint(), e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The object store did not stop cleanly", e);
    }
  }
}
