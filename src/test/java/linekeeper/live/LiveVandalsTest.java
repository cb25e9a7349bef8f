package linekeeper.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strangers and vandals at the door: one server for all of them, which must not mind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveVandalsTest {
  private final TestFloor floor = new TestFloor(4);
  private final LiveServer server = new LiveServer(floor);
  private int figures;

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 401",
    "'?as=agent1', '', 403",
    "'?as=agent1', 'Origin: https://evil.example\r\n', 403",
    "'?as=admin1', 'Authorization: Bearer lk_x\r\n', 403",
    "'?as=agent1', 'Authorization: Bearer lk_x\r\n', 101"
  })
  void strangers_are_refused_at_the_door(String query, String headers, int status)
      throws IOException {
    try (RawSocket socket = new RawSocket(server.port(), query, headers)) {
      assertThat(socket.answer()).startsWith("HTTP/1.1 " + status);
      assertThat(socket.answer()).doesNotContainIgnoringCase("permessage-deflate");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY, 1003",
    "OVERSIZED, 1009",
    "OVERSIZED_IN_PARTS, 1009",
    "NOT_JSON, 1007",
    "NOT_AN_OBJECT, 1007",
    "BAD_UTF8, 1007",
    "UNKNOWN, 1008",
    "FLOOD, 1008",
    "UNMASKED, 1002",
    "RESERVED_OPCODE, 1002"
  })
  void a_hostile_frame_costs_its_sender_the_socket_and_nobody_else(Hostile frame, int status)
      throws IOException {
    try (GoodSocket bystander = new GoodSocket(server.port(), "?as=leader1");
        RawSocket hostile = RawSocket.of(server.port(), "agent1")) {
      await().until(() -> bystander.client.snapshots() > 0);
      for (byte[] bytes : frame.frames()) {
        hostile.send(bytes);
      }
      assertThat(hostile.readUntilClosed()).isEqualTo(status);
      int news = ++figures;
      floor.change(TestFloor.figures(news));
      await()
          .until(() ->
              String.valueOf(bystander.client.state().get("floor"))
                  .contains("\"requestCount\":" + news + ","));
      assertThat(bystander.client.snapshots()).isEqualTo(1);
    }
  }

  enum Hostile {
    BINARY,
    OVERSIZED,
    OVERSIZED_IN_PARTS,
    NOT_JSON,
    NOT_AN_OBJECT,
    BAD_UTF8,
    UNKNOWN,
    FLOOD,
    UNMASKED,
    RESERVED_OPCODE;

    List<byte[]> frames() {
      return switch (this) {
        case BINARY -> List.of(RawSocket.frame(true, RawSocket.BINARY, new byte[10]));
        case OVERSIZED -> List.of(text("x".repeat(LiveDoor.LONGEST + 1)));
        case OVERSIZED_IN_PARTS -> parts();
        case NOT_JSON -> List.of(text("{\"t\":"));
        case NOT_AN_OBJECT -> List.of(text("[1,2,3]"));
        case BAD_UTF8 ->
            List.of(RawSocket.frame(true, RawSocket.TEXT, new byte[] {(byte) 0xC3, 0}));
        case UNKNOWN -> List.of(text("{\"t\":\"hang-up\",\"call\":\"c1\"}"));
        case FLOOD -> List.of(flood());
        case UNMASKED -> List.of(new byte[] {(byte) 0x81, 2, '{', '}'});
        case RESERVED_OPCODE -> List.of(RawSocket.frame(true, 3, new byte[2]));
      };
    }

    private static byte[] text(String payload) {
      return RawSocket.frame(true, RawSocket.TEXT, payload.getBytes(UTF_8));
    }

    private static List<byte[]> parts() {
      List<byte[]> parts = new ArrayList<>();
      for (int part = 0; part < 5; part++) {
        parts.add(RawSocket.frame(false, part == 0 ? RawSocket.TEXT : 0, new byte[1000]));
      }
      return parts;
    }

    private static byte[] flood() {
      java.io.ByteArrayOutputStream many = new java.io.ByteArrayOutputStream();
      for (int i = 0; i < 60; i++) {
        many.writeBytes(text("{\"t\":\"ping\"}"));
      }
      return many.toByteArray();
    }
  }
}
