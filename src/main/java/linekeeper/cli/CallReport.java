package linekeeper.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import linekeeper.cli.sip.SipLeg;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the floor says about one call, told as it happens and summed up at the end. The call is
 * known by its masked number and by having come in after it was placed.
 */
final class CallReport {
  private static final Duration CLOCK_SLACK = Duration.ofMillis(500);
  private static final int TRIES = 30;
  private static final long LONGEST_GREETING = 30_000;

  private final Api api;
  private final String masked;
  private final InstantSource clock;
  private final @Nullable PrintStream lines;
  private final Instant placed;
  private String callId = "";
  private String told = "";
  private @Nullable Instant waitingAt;
  private @Nullable Instant takenAt;

  CallReport(Api api, String masked, InstantSource clock, @Nullable PrintStream lines) {
    this.api = api;
    this.masked = masked;
    this.clock = clock;
    this.lines = lines;
    this.placed = clock.instant();
  }

  void begin(String text) {
    say(text);
  }

  synchronized void say(String text) {
    if (lines != null && !text.equals(told)) {
      told = text;
      lines.printf(Locale.ROOT, "%6.1f s  %s%n", waited() / 1000.0, text);
    }
  }

  /** The call's id, empty while the floor does not know it. */
  String callId() {
    return callId;
  }

  void rings(boolean rings) {
    if (rings) {
      say("ringing");
    }
  }

  /** Milliseconds since the call was placed. */
  long waited() {
    return Duration.between(placed, clock.instant()).toMillis();
  }

  /**
   * Whether he has waited for a person for so long; the greeting takes none of his patience, unless
   * it never ends.
   */
  boolean impatient(long patience) {
    return waitingAt != null ? waiting() >= patience : waited() >= patience + LONGEST_GREETING;
  }

  /** Milliseconds since he waits for a person, -1 while he does not. */
  long waiting() {
    return waitingAt == null ? -1 : Duration.between(waitingAt, clock.instant()).toMillis();
  }

  /** Whether a person has taken the call. */
  boolean taken() {
    return takenAt != null;
  }

  /** Milliseconds since a person took the call. */
  long talked() {
    return takenAt == null ? 0 : Duration.between(takenAt, clock.instant()).toMillis();
  }

  /** Looks at the floor. */
  void look(boolean up) {
    JsonNode floor = api.get("/api/floor").body();
    for (JsonNode call : floor.path("calls")) {
      if (callId.isEmpty() ? mine(call) : call.path("id").asString("").equals(callId)) {
        callId = call.path("id").asString("");
        tell(call, floor.path("seats"));
        return;
      }
    }
    if (up && callId.isEmpty()) {
      say("answered by the hotline");
    }
  }

  /** The sum of it, by the names of the glossary. */
  Map<String, @Nullable Object> conclude(SipLeg.End end) {
    JsonNode call = ended();
    Map<String, @Nullable Object> sum = new LinkedHashMap<>();
    sum.put("callId", callId.isEmpty() ? null : callId);
    for (String field : new String[] {"arrivedAt", "queuedAt", "answeredAt", "endedAt"}) {
      sum.put(field, text(call, field));
    }
    sum.put("waitSec", seconds(call, "wait"));
    sum.put("talkSec", seconds(call, "talk"));
    sum.put("outcome", callId.isEmpty() ? "REFUSED" : text(call, "outcome"));
    sum.put("lossType", text(call, "lossType"));
    sum.put("agentId", text(call, "agentId"));
    sum.put("seatId", text(call, "seatId"));
    sum.put(
        "recordingIds",
        StreamSupport.stream(call.path("recordingIds").spliterator(), false)
            .map(id -> id.asString(""))
            .toList());
    sum.put("sipStatus", end.status());
    say(ending(sum, end));
    return sum;
  }

  private static String ending(Map<String, @Nullable Object> sum, SipLeg.End end) {
    if (sum.get("callId") == null) {
      return "refused: " + end.status() + " " + end.reason();
    }
    String who = end.byFarEnd() ? "ended by the hotline" : "ended by the caller";
    String how =
        Objects.equals(sum.get("outcome"), "ANSWERED")
            ? "answered by agent %s at seat %s, waited %s s, talked %s s"
                .formatted(
                    sum.get("agentId"), sum.get("seatId"), sum.get("waitSec"), sum.get("talkSec"))
            : "%s %s, waited %s s"
                .formatted(sum.get("outcome"), sum.get("lossType"), sum.get("waitSec"));
    return who + ": " + how + ", call " + sum.get("callId");
  }

  private boolean mine(JsonNode call) {
    return call.path("callerMasked").asString("").equals(masked)
        && !Instant.parse(call.path("arrivedAt").asString("")).isBefore(placed.minus(CLOCK_SLACK));
  }

  private void tell(JsonNode call, JsonNode seats) {
    String seat = call.path("seat").asString("");
    switch (call.path("state").asString("")) {
      case "GREETING" -> say("greeted");
      case "QUEUED" -> {
        waitingAt = waitingAt == null ? clock.instant() : waitingAt;
        say("waiting at position " + call.path("position").asInt());
      }
      case "FAREWELL" -> say("is told why nobody comes, or that he will be called back");
      case "OFFERED" -> say("ringing at seat " + name(seat, seats));
      case "TALKING" -> {
        if (takenAt == null) {
          takenAt = clock.instant();
        }
        say("answered by seat " + name(seat, seats));
      }
      case "HELD" -> say("on hold");
      case "CONSULTING" -> say("on hold while the seat asks somebody");
      case "THREE_WAY" -> say("three-way call");
      default -> {}
    }
  }

  private static String name(String id, JsonNode seats) {
    for (JsonNode seat : seats) {
      if (seat.path("id").asString("").equals(id)) {
        return seat.path("name").asString(id);
      }
    }
    return id;
  }

  /** The call's own figures, which follow its end by the journal's commit. */
  private JsonNode ended() {
    JsonNode call = find();
    for (int i = 0; i < TRIES && !call.hasNonNull("endedAt"); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return call;
      }
      call = find();
    }
    return call;
  }

  private JsonNode find() {
    if (callId.isEmpty()) {
      for (JsonNode call :
          api.get("/api/calls?from=" + placed.minus(CLOCK_SLACK)).body().path("items")) {
        if (mine(call)) {
          callId = call.path("callId").asString("");
        }
      }
    }
    return api.get("/api/calls/" + (callId.isEmpty() ? "none" : callId)).body();
  }

  private static @Nullable String text(JsonNode call, String field) {
    JsonNode value = call.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asString();
  }

  private static @Nullable Double seconds(JsonNode call, String name) {
    JsonNode millis = call.path(name + "Millis");
    if (!millis.isMissingNode()) {
      return millis.asLong() / 1000.0;
    }
    JsonNode value = call.path(name + "Sec");
    return value.isNumber() ? value.asDouble() : null;
  }
}
