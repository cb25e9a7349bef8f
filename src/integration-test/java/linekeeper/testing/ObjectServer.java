package linekeeper.testing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 server that is not the application's own: it goes on when the application ends. */
final class ObjectServer implements AutoCloseable {
  private final S3Proxy server;

  private ObjectServer(S3Proxy server) {
    this.server = server;
  }

  /** Keeps its objects in a directory, for those who sign with these keys. */
  static ObjectServer start(Path directory, String accessKey, String secretKey) {
    Properties settings = new Properties();
    settings.setProperty("jclouds.filesystem.basedir", directory.toString());
    try {
      Files.createDirectories(directory);
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(BlobStores.create("filesystem-nio2", settings))
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
              .build();
      server.start();
      return new ObjectServer(server);
    } catch (Exception e) {
      throw new IllegalStateException("the object server does not start", e);
    }
  }

  /** Where it is. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the object server does not stop", e);
    }
  }
}
