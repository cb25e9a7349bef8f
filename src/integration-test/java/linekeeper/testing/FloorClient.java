package linekeeper.testing;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import linekeeper.cli.Api;
import tools.jackson.databind.JsonNode;

/** Looks at the floor as a team leader sees it. */
public final class FloorClient {
  private final Api leader;

  FloorClient(Api leader) {
    this.leader = leader;
  }

  /** The team leader's own door. */
  public Api api() {
    return leader;
  }

  /** The whole floor. */
  public JsonNode floor() {
    return leader.get("/api/floor").body();
  }

  /** The calls on the floor. */
  public JsonNode calls() {
    return floor().path("calls");
  }

  /** A call that is on the floor. */
  public Optional<JsonNode> call(String callId) {
    return stream(calls()).filter(it -> it.path("id").asString("").equals(callId)).findFirst();
  }

  /** A seat. */
  public JsonNode seat(String seatId) {
    return stream(floor().path("seats"))
        .filter(it -> it.path("id").asString("").equals(seatId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no seat " + seatId));
  }

  /** Waits until a seat is in this state. */
  public JsonNode awaitSeat(String seatId, String state) {
    Waits.until(
        "seat " + seatId + " " + state,
        () -> seat(seatId).path("state").asString("").equals(state),
        () -> seat(seatId));
    return seat(seatId);
  }

  /** Waits until a call is in this state; says what became of it where it is gone instead. */
  public JsonNode awaitCall(String callId, String state) {
    Waits.until(
        "call " + callId + " " + state,
        () -> call(callId).map(it -> it.path("state").asString("").equals(state)).orElse(false),
        () -> call(callId).orElseGet(() -> summary(callId)));
    return call(callId).orElseThrow();
  }

  /** Waits for the newest call that came in under this masked number since then. */
  public String awaitArrival(String masked, Instant since) {
    Waits.until("a call from " + masked, () -> arrival(masked, since).isPresent(), this::calls);
    return arrival(masked, since).orElseThrow();
  }

  /** Waits for what is kept of a call after its end; wrap-up may still be open. */
  public JsonNode awaitSummary(String callId) {
    Waits.until(
        "call " + callId + " ended",
        () -> summary(callId).hasNonNull("endedAt"),
        () -> summary(callId));
    return summary(callId);
  }

  /** Waits until a call's first recording lies in the store. */
  public JsonNode awaitStored(String callId) {
    Waits.until(
        "recording of call " + callId + " stored",
        () -> recording(callId).path("state").asString("").equals("STORED"),
        () -> recording(callId));
    return recording(callId);
  }

  private JsonNode recording(String callId) {
    return leader.get("/api/recordings?callId=" + callId).body().path("items").path(0);
  }

  /** What is kept of a call so far. */
  public JsonNode summary(String callId) {
    return leader.get("/api/calls/" + callId).body();
  }

  /** On the floor, or gone from it already. */
  private Optional<String> arrival(String masked, Instant since) {
    JsonNode kept = leader.get("/api/calls?from=" + since).body().path("items");
    return Stream.concat(
            stream(calls()).filter(it -> from(it, masked, since)).map(it -> it.path("id")),
            stream(kept).filter(it -> from(it, masked, since)).map(it -> it.path("callId")))
        .map(it -> it.asString(""))
        .findFirst();
  }

  private static boolean from(JsonNode call, String masked, Instant since) {
    return call.path("callerMasked").asString("").equals(masked)
        && !Instant.parse(call.path("arrivedAt").asString("")).isBefore(since);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** What a call's recording sounds like, once it is stored. */
  public StereoWav sound(String callId) {
    String id = awaitStored(callId).path("id").asString();
    return StereoWav.read(leader.bytes("/api/recordings/" + id + "/audio", "").body());
  }
}
