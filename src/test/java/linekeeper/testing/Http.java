package linekeeper.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A visitor at the doors of a started application, over real HTTP. Immutable: each {@code with}
 * gives another visitor. Cookies are sent only where they were given.
 */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final JsonMapper JSON = JsonMapper.shared();
  private final String base;
  private final Map<String, String> headers;

  private Http(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /** A stranger at the doors of this port. */
  public static Http at(int port) {
    return new Http("http://127.0.0.1:" + port, Map.of());
  }

  /** The same visitor with a header. */
  public Http with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Http(base, more);
  }

  /** A machine that shows this token. */
  public Http bearing(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** Signs in and comes back with the session's cookie and CSRF token. */
  public Http signedIn(String user, String password) {
    Answer answer =
        post("/api/session", Map.of("username", user, "password", password)).expect(200);
    return with("Cookie", answer.cookie()).with("X-CSRF-Token", answer.text("csrfToken"));
  }

  /** Asks for something. */
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** Sends JSON made of a map, a list or a record. */
  public Answer post(String path, Object body) {
    return sendJson("POST", path, body);
  }

  /** Sends JSON with any method. */
  public Answer sendJson(String method, String path, Object body) {
    return with("Content-Type", "application/json")
        .send(method, path, JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
  }

  /** Sends anything. */
  public Answer send(String method, String path, byte @Nullable [] body) {
    return stream(
        method,
        path,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
  }

  /** Sends anything, as it comes. */
  public Answer stream(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    headers.forEach(request::header);
    try {
      return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {

    /** Fails with the whole answer unless it has this status. */
    public Answer expect(int status) {
      if (status() != status) {
        throw new AssertionError(
            "expected %d but was %d: %s".formatted(status, status(), response.body()));
      }
      return this;
    }

    /** Fails unless it is a problem of this status and code. */
    public Answer expect(int status, String code) {
      expect(status);
      String type = header("Content-Type");
      if (!type.startsWith("application/problem+json") || !code.equals(text("code"))) {
        throw new AssertionError("expected problem %s but was %s".formatted(code, this));
      }
      return this;
    }

    /** The status. */
    public int status() {
      return response.statusCode();
    }

    /** A header, or nothing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** All values of a header. */
    public List<String> headers(String name) {
      return response.headers().allValues(name);
    }

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** A field of the body as text; empty where there is none. */
    public String text(String field) {
      return json().path(field).asString("");
    }

    /** The cookie that was set, as it is to be sent back. */
    public String cookie() {
      String set = header("Set-Cookie");
      return set.substring(0, Math.max(0, set.indexOf(';')));
    }

    @Override
    public String toString() {
      return status() + " " + response.headers().map() + " " + response.body();
    }
  }
}
