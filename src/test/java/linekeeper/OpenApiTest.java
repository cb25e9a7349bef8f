package linekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description that is served equals the file in {@code docs/generated}. Written anew with
 * {@code mvn test -Dtest=OpenApiTest -Dlinekeeper.generate}.
 */
class OpenApiTest extends HouseTest {
  private static final Path FILE = Path.of("docs", "generated", "openapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  @Test
  void the_description_in_the_docs_is_the_one_that_is_served() throws IOException {
    String served = served();
    if (System.getProperty("linekeeper.generate") != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, served);
    }
    assertThat(Files.readString(FILE))
        .as("docs/generated/openapi.json: run mvn test -Dtest=OpenApiTest -Dlinekeeper.generate")
        .isEqualTo(served);
  }

  @Test
  void it_describes_every_way_in_and_every_refusal() {
    JsonNode api = JSON.readTree(served());

    assertThat(api.at("/components/securitySchemes").propertyNames())
        .contains("session", "csrf", "token");
    assertThat(api.at("/paths/~1api~1users/post/x-needs/0").asString()).isEqualTo("MANAGE_USERS");
    assertThat(api.at("/paths/~1api~1session/post/security").isMissingNode()).isTrue();
    api.get("paths")
        .forEach(path ->
            path.forEach(operation ->
                assertThat(operation.at("/responses/default/content").propertyNames())
                    .contains("application/problem+json")));
  }

  private String served() {
    String body =
        stranger().signedIn("agent1", PASSWORD).get("/v3/api-docs").expect(200).response().body();
    Object sorted = JSON.readValue(body, Object.class);
    return JSON.writeValueAsString(sorted) + "\n";
  }
}
