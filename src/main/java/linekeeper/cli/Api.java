package linekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application's HTTP interface, signed in as one user. Safe from any thread. */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_ERROR = 64 << 10;
  private static final String COOKIE = "LINEKEEPER";

  private final URI application;
  private final HttpClient http;
  private volatile Session session;

  /**
   * What proves who we are.
   *
   * @param cookie the session cookie's value, empty before the sign-in
   */
  public record Session(String cookie, String csrfToken) {
    /** Nobody yet. */
    public static final Session NONE = new Session("", "");

    @Override
    public String toString() {
      return "Session[...]";
    }
  }

  /**
   * An answer.
   *
   * @param body the JSON that came, or a missing node where none came
   */
  public record Answer(int status, JsonNode body, String text) {
    /** Whether it was done. */
    public boolean ok() {
      return status < 300;
    }

    /** The problem's code, empty where there is none. */
    public String code() {
      return body.path("code").asString("");
    }
  }

  /** Speaks to an application, at first as nobody, or with a session known from before. */
  public Api(URI application, Session session) {
    this.application = application;
    this.session = session;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /** Signs in; the session is kept for what follows. */
  public Answer signIn(String user, String password) {
    session = Session.NONE;
    String body = JSON.writeValueAsString(Map.of("username", user, "password", password));
    HttpResponse<String> response = exchange("POST", "/api/session", body);
    Answer answer = answer(response);
    if (answer.ok()) {
      String cookie =
          response.headers().allValues("Set-Cookie").stream()
              .filter(header -> header.startsWith(COOKIE + "="))
              .map(header -> header.split("[=;]")[1])
              .findFirst()
              .orElse("");
      session = new Session(cookie, answer.body().path("csrfToken").asString(""));
    }
    return answer;
  }

  /** The session as it is. */
  public Session session() {
    return session;
  }

  /** Asks for something. */
  public Answer get(String path) {
    return ask("GET", path, null);
  }

  /** Sends something, {@code null} for nothing. */
  public Answer post(String path, @Nullable Object body) {
    return ask("POST", path, body == null ? null : JSON.writeValueAsString(body));
  }

  /** Any request; the body is JSON. */
  public Answer ask(String method, String path, @Nullable String body) {
    return answer(exchange(method, path, body));
  }

  /** A request whose answer is no JSON. */
  public HttpResponse<byte[]> bytes(String path, String range) {
    HttpRequest.Builder request = request(path).GET();
    if (!range.isEmpty()) {
      request.header("Range", range);
    }
    return send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Writes what is answered into a file, however large it is; an error is an answer as ever. */
  public Answer download(String path, Path file) {
    HttpResponse<InputStream> response =
        send(request(path).GET().build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() < 300) {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        return new Answer(response.statusCode(), JSON.missingNode(), "");
      }
      String text = new String(body.readNBytes(LONGEST_ERROR), UTF_8);
      return new Answer(response.statusCode(), JSON.readTree(text), text);
    } catch (IOException e) {
      throw new Failure("broken off: " + e.getMessage());
    }
  }

  private HttpResponse<String> exchange(String method, String path, @Nullable String body) {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    return send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(application.resolve(path))
            .timeout(PATIENCE)
            .header("Accept", "application/json, application/problem+json, */*;q=0.5");
    Session known = session;
    if (!known.cookie().isEmpty()) {
      request.header("Cookie", COOKIE + "=" + known.cookie());
      request.header("X-CSRF-Token", known.csrfToken());
    }
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new Failure(application + " does not answer (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted");
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    boolean json = type.contains("json") && !response.body().isBlank();
    JsonNode body = json ? JSON.readTree(response.body()) : JSON.missingNode();
    return new Answer(response.statusCode(), body, response.body());
  }
}
