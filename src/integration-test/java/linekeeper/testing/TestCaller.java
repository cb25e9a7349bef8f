package linekeeper.testing;

import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.cli.sip.AudioStream;
import linekeeper.cli.sip.Caller;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A citizen's phone behind the carrier; speaks at 440 Hz. */
public final class TestCaller implements AutoCloseable {
  /** What every test caller speaks. */
  public static final int TONE = 440;

  private static final String CARRIER = "127.0.0.2";
  private FloorClient floor;
  private final Caller caller;
  private final SipPhone phone;
  private final Instant since;
  private @Nullable SipLeg leg;
  private @Nullable String callId;
  private boolean dead;

  TestCaller(PrivateSwitch telephony, FloorClient floor, Caller caller, Instant since) {
    this.floor = floor;
    this.caller = caller;
    this.since = since.minus(Duration.ofMillis(200));
    try {
      this.phone =
          new SipPhone(
              InetAddress.getByName(CARRIER),
              telephony.sip(),
              stray -> stray.reject(486, "Busy Here"));
    } catch (SocketException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls the hotline. */
  public TestCaller calls() {
    return calls("12345");
  }

  /** Calls a number. */
  public TestCaller calls(String number) {
    leg = phone.call(caller, number, Voice.tone(TONE));
    return this;
  }

  /** Calls the hotline and waits until the call has reached this state. */
  public TestCaller callsUntil(String state) {
    return calls().awaits(state);
  }

  /** Waits until the call is in this state. */
  public TestCaller awaits(String state) {
    floor.awaitCall(callId(), state);
    return this;
  }

  /** The same caller after the application was started again. */
  public TestCaller again(FloorClient newFloor) {
    floor = newFloor;
    return this;
  }

  /** The phone's side of the call. */
  public SipLeg leg() {
    if (leg == null) {
      throw new IllegalStateException("has not called");
    }
    return leg;
  }

  /** What the caller hears. */
  public AudioStream hears() {
    return leg().audio();
  }

  /** The call's id, as soon as the floor knows the call. */
  public String callId() {
    if (callId == null) {
      callId = floor.awaitArrival(masked(), since);
    }
    return callId;
  }

  /** The caller's number as people may see it. */
  public String masked() {
    return PhoneNumber.heard(caller.user()).masked();
  }

  /** The call as it is on the floor. */
  public JsonNode view() {
    return floor.call(callId()).orElseThrow(() -> new AssertionError("not on the floor"));
  }

  /** Hangs up and waits for the end. */
  public SipLeg.End hangsUp() {
    leg().hangUp();
    return ends();
  }

  /** Waits for the end. */
  public SipLeg.End ends() {
    return Waits.soon(leg().ended(), "the caller's call ends");
  }

  /** What is kept of the call after its end. */
  public JsonNode summary() {
    return floor.awaitSummary(callId());
  }

  /** The callback that is owed to this caller, with its attempts. */
  public JsonNode owed() {
    return floor.api().get("/api/callbacks/" + callId()).body();
  }

  /** Waits until the callback is in this state. */
  public JsonNode awaitsOwed(String state) {
    Waits.until(
        "callback " + state,
        () -> owed().path("callback").path("state").asString("").equals(state),
        this::owed);
    return owed().path("callback");
  }

  /** How each attempt to call back ended. */
  public List<String> outcomes() {
    List<String> outcomes = new ArrayList<>();
    owed().path("attempts").forEach(it -> outcomes.add(it.path("outcome").asString("")));
    return outcomes;
  }

  /** Pulls the plug. */
  public void dies() {
    dead = true;
    phone.close();
  }

  @Override
  public void close() {
    if (leg != null && !leg.over() && !dead) {
      hangsUp();
    }
    phone.close();
  }
}
