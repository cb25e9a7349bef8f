package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code reconcile [--from T] [--to T] [--json]}: holds the record against the switch's ledger.
 * Exit status 0 only where nothing differs.
 */
final class ReconcileCommand {
  static final String USAGE = "reconcile [--from TIME] [--to TIME] [--json] [--as USER]";

  private ReconcileCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out) throws IOException {
    Options options = new Options(arguments, Set.of("from", "to", "as"), Set.of("json"));
    if (!options.plain().isEmpty()) {
      throw new Options.Usage("not understood: " + options.plain().getFirst());
    }
    Api api = new Door(home).as(options.text("as", "leader1"));
    Api.Answer answer = api.get("/api/reconciliation" + query(options));
    if (!answer.ok()) {
      throw new Failure(answer.status() + " " + answer.body().path("detail").asString(""));
    }
    JsonNode report = answer.body();
    if (options.has("json")) {
      out.println(
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      print(report, out);
    }
    return report.path("differences").isEmpty() ? 0 : 1;
  }

  private static String query(Options options) {
    List<String> parts = new ArrayList<>();
    for (String name : List.of("from", "to")) {
      if (options.has(name)) {
        String value = URLEncoder.encode(options.text(name, ""), StandardCharsets.UTF_8);
        parts.add(name + "=" + value);
      }
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private static void print(JsonNode report, PrintStream out) {
    out.printf(
        "对账 reconciled %s .. %s%n",
        report.path("from").asString(""), report.path("to").asString(""));
    out.printf(
        "交换机 in ledger %d, 记录 on record %d, 比对 compared %d, 未定 unsettled %d, 录音 recordings %d%n",
        report.path("callsInLedger").asInt(),
        report.path("callsOnRecord").asInt(),
        report.path("compared").asInt(),
        report.path("unsettled").asInt(),
        report.path("recordings").asInt());
    JsonNode differences = report.path("differences");
    out.printf("差异 differences %d%n", differences.size());
    for (JsonNode it : differences) {
      out.printf(
          "  %s call %s leg %s recording %s at %s%n",
          it.path("kind").asString(""),
          it.path("callId").asString("-"),
          it.path("leg").asString("-"),
          it.path("recordingId").asString("-"),
          it.path("at").asString("-"));
    }
  }
}
