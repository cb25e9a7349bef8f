package linekeeper.telephony.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a wire trace back, so that what somebody saw once can be seen again, as a test. */
public final class TraceReplay {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private TraceReplay() {}

  /** The frames that came in, in their order; throws {@link IOException} for what is no trace. */
  public static List<byte[]> received(Path trace) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode entry = entry(line);
        if ("in".equals(entry.path("way").asString(""))) {
          frames.add(MAPPER.writeValueAsBytes(entry.path("frame")));
        }
      }
    }
    return frames;
  }

  private static JsonNode entry(String line) throws IOException {
    try {
      return MAPPER.readTree(line);
    } catch (JacksonException malformed) {
      throw new IOException("not a line of a wire trace", malformed);
    }
  }
}
