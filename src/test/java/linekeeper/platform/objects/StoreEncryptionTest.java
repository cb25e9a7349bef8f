package linekeeper.platform.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is made of a store's word that it encrypts; no real store that can was found to run here.
 */
class StoreEncryptionTest {
  private static final String HEADER = "x-amz-server-side-encryption";

  private final HttpServer server;
  private final S3Store store;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean encrypts = true;

  StoreEncryptionTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    store =
        new S3Store(
            new ObjectsProperties(
                false,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "linekeeper",
                "not-a-secret-at-all",
                "recordings",
                "",
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                LockMode.OFF,
                Encryption.SSE_S3));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      asked.add(String.valueOf(exchange.getRequestHeaders().getFirst(HEADER)));
      exchange.getResponseHeaders().set("ETag", "\"0\"");
      if (encrypts) {
        exchange.getResponseHeaders().set(HEADER, "AES256");
      }
    }
    byte[] body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><VersioningConfiguration/>".getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  @Test
  void a_store_that_says_so_is_asked_to_encrypt_each_object_and_believed(@TempDir Path home)
      throws Exception {
    store.requireEncryption();
    store.put("recordings/one.wav", Files.write(home.resolve("one"), new byte[10]), "audio/wav");
    assertThat(asked).containsExactly("AES256", "AES256");
  }

  @Test
  void a_store_that_gave_it_up_is_found_out_at_the_next_object(@TempDir Path home)
      throws Exception {
    store.requireEncryption();
    encrypts = false;
    Path file = Files.write(home.resolve("one"), new byte[10]);
    assertThatThrownBy(() -> store.put("recordings/one.wav", file, "audio/wav"))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("did not encrypt");
    assertThatThrownBy(store::requireEncryption)
        .hasMessageContaining("linekeeper.objects.encryption");
  }
}
