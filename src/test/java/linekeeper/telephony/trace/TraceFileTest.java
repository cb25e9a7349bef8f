package linekeeper.telephony.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  @TempDir private Path directory;

  @Test
  void what_came_in_is_read_back_as_it_came() throws IOException {
    String frame = "{\"type\":\"ChannelHold\",\"channel\":{\"id\":\"leg-1\"}}";
    Path file = trace(frame, "{\"type\":\"RESTRequest\",\"uri\":\"channels\"}");
    assertThat(TraceReplay.received(file))
        .singleElement()
        .satisfies(bytes -> assertThat(new String(bytes, UTF_8)).isEqualTo(frame));
    assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.contains("\"at\""));
  }

  @Test
  void a_phones_secret_is_in_no_trace_on_its_way_out_or_in() throws IOException {
    String uri = "asterisk/config/dynamic/res_pjsip/auth/seat-s1";
    String body = "\"message_body\":\"{\\\"password\\\":\\\"0123456789abcdef\\\"}\"";
    Path file =
        trace(
            "{\"type\":\"RESTResponse\",\"uri\":\"" + uri + "\"," + body + "}",
            "{\"type\":\"RESTRequest\",\"uri\":\"" + uri + "\"," + body + "}");
    assertThat(Files.readString(file)).contains("removed").doesNotContain("0123456789abcdef");
  }

  @Test
  void only_its_owner_reads_a_trace() throws IOException {
    Path file = trace("{}", "{}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void what_is_no_json_is_told_by_its_length() throws IOException {
    assertThat(Files.readString(trace("{password", "{}")))
        .contains("\"malformed\":9")
        .doesNotContain("password");
  }

  private Path trace(String in, String out) throws IOException {
    Path file = directory.resolve("trace.jsonl");
    try (TraceFile trace = new TraceFile(file, InstantSource.fixed(Instant.EPOCH))) {
      trace.received(in.getBytes(UTF_8));
      trace.sent(out.getBytes(UTF_8));
    }
    return file;
  }
}
