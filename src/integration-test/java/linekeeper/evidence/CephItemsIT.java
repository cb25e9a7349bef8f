package linekeeper.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minio.ListObjectsArgs;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import linekeeper.platform.journal.Journal;
import linekeeper.platform.journal.JournalCodec;
import linekeeper.testing.CephServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Other evidence in a real Ceph: locked until its lawful day, and held there while it is held. */
@ApplicationModuleTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    extraIncludes = {"access", "workorder", "recording"})
@DirtiesContext
class CephItemsIT extends UploadStage {
  private static final CephServer CEPH = CephServer.start();
  private static final Map<String, String> WHY = Map.of("reason", "appeal 17");

  CephItemsIT(
      @Autowired Journal journal,
      @Autowired JournalCodec codec,
      @Value("${local.server.port}") int port) {
    super(journal, codec, port);
  }

  @DynamicPropertySource
  static void ceph(DynamicPropertyRegistry registry) {
    elsewhere = CEPH.address();
  }

  @AfterAll
  static void stop() {
    elsewhere = null;
    CEPH.close();
  }

  @Test
  void a_photo_is_locked_until_its_lawful_day_and_held_beyond_it_and_no_client_removes_it()
      throws Exception {
    String call = answeredCall("locked");
    byte[] photo = Samples.jpeg(0xbeef);
    String id =
        send("agent1", call, "kind=PHOTO&name=a.jpg", "image/jpeg", photo).expect(201).text("id");
    stored(call, id);
    String path = "/api/evidence/items/" + id;
    await().atMost(Duration.ofSeconds(20)).until(() -> said(path, "guardedBy").equals("STORE"));
    JsonNode standing = standing(path);
    assertThat(standing.path("storeLock").path("until").asString())
        .isEqualTo(
            LocalDate.parse(standing.path("lawfulFrom").asString())
                .atStartOfDay(ZoneId.of("Asia/Shanghai"))
                .toInstant()
                .toString());
    assertThatThrownBy(() -> remove(version(id))).isInstanceOf(ErrorResponseException.class);

    String hold = as("leader1").post(path + "/holds", WHY).expect(201).text("id");
    await().atMost(Duration.ofSeconds(20)).until(() -> held(path));
    as("leader1").post(path + "/holds/" + hold + "/lift", WHY).expect(204);
    await().atMost(Duration.ofSeconds(20)).until(() -> !held(path));

    as("security1").post(path + "/purge", WHY).expect(409, "evidence.too-early");
    assertThatThrownBy(() -> remove(version(id))).isInstanceOf(ErrorResponseException.class);
    HttpResponse<byte[]> whole = fetch("agent1", path + "/content");
    assertThat(whole.body()).isEqualTo(photo);
  }

  private JsonNode standing(String path) {
    return as("leader1").get(path + "/retention").expect(200).json();
  }

  private String said(String path, String what) {
    return standing(path).path(what).asString();
  }

  private boolean held(String path) {
    return standing(path).path("storeLock").path("held").asBoolean();
  }

  private static Item version(String id) throws Exception {
    for (var found :
        CEPH.client()
            .listObjects(
                ListObjectsArgs.builder()
                    .bucket("recordings")
                    .recursive(true)
                    .includeVersions(true)
                    .build())) {
      if (found.get().objectName().endsWith(id)) {
        return found.get();
      }
    }
    throw new AssertionError("the store has no object of item " + id);
  }

  private static void remove(Item version) throws Exception {
    CEPH.client()
        .removeObject(
            RemoveObjectArgs.builder()
                .bucket("recordings")
                .object(version.objectName())
                .versionId(version.versionId())
                .build());
  }
}
