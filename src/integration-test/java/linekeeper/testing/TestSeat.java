package linekeeper.testing;

import java.util.Map;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An agent at a seat: an API session and a SIP phone, each step in the test's hands. */
public final class TestSeat implements AutoCloseable {
  private FloorClient floor;
  private Api api;
  private final String agent;
  private final String id;
  private @Nullable DeskPhone phone;
  private JsonNode account;

  TestSeat(FloorClient floor, Api api, String agent, String id) {
    this.floor = floor;
    this.api = api;
    this.agent = agent;
    this.id = id;
    Api.Answer answer = api.post("/api/seats/" + id + "/sign-in", Map.of("phone", "SIP"));
    if (!answer.ok()) {
      throw new AssertionError("sign-in of " + agent + " at " + id + ": " + answer.text());
    }
    this.account = answer.body().path("phone");
  }

  /** Registers the phone and goes ready. */
  public TestSeat ready() {
    plugIn();
    floor.awaitSeat(id, "BUSY");
    awaitPhone();
    does("ready");
    // idle, or ringing already where somebody waits
    Waits.until(
        id + " ready",
        () -> !floor.seat(id).path("state").asString("").equals("BUSY"),
        () -> floor.seat(id));
    return this;
  }

  /** Waits until the phone can be rung. */
  public TestSeat phoneIsBack() {
    awaitPhone();
    return this;
  }

  private void awaitPhone() {
    Waits.until(
        "phone of " + id + " reachable",
        () -> floor.seat(id).path("phoneReachable").asBoolean(false),
        () -> floor.seat(id));
  }

  /** Registers the phone. */
  public SipPhone plugIn() {
    phone =
        DeskPhone.plugIn(
            new DeskPhone.Account(
                account.path("domain").asString(""),
                account.path("user").asString(""),
                account.path("secret").asString("")),
            tone());
    return phone.sip();
  }

  /** Gets the phone a fresh account, and registers with that. */
  public TestSeat movesPhone() {
    Api.Answer answer = api.post("/api/seats/" + id + "/phone", Map.of("phone", "SIP"));
    must(answer);
    account = answer.body().path("phone");
    phone().close();
    plugIn();
    return phoneIsBack();
  }

  /** The same seat after the application was started again. */
  public TestSeat again(FloorClient newFloor, Api newApi) {
    floor = newFloor;
    api = newApi;
    return this;
  }

  /** What the phone registered with: {@code user}, {@code secret}, {@code domain}. */
  public JsonNode account() {
    return account;
  }

  /** The seat's id. */
  public String id() {
    return id;
  }

  /** The agent's name. */
  public String agent() {
    return agent;
  }

  /** The agent's own door. */
  public Api api() {
    return api;
  }

  /** The tone that this agent speaks: 880 Hz for agent1, each further one higher. */
  public int tone() {
    return 440 + 440 * (agent.charAt(agent.length() - 1) - '0');
  }

  /** Waits for the next call to arrive at the phone, and lets it ring. */
  public SipLeg rings() {
    return phone()
        .rings()
        .orElseThrow(
            () -> new AssertionError("the phone of " + id + " does not ring; " + floor.floor()));
  }

  /** Whether the phone is rung within so many seconds. */
  public boolean isRungWithin(int seconds) {
    return phone().isRungWithin(seconds);
  }

  /** Waits for the phone to ring, answers, and waits until the floor knows. */
  public SipLeg answers() {
    SipLeg leg = rings();
    pickUp(leg);
    awaits("TALKING");
    return leg;
  }

  /** Picks a ringing phone up. */
  public void pickUp(SipLeg leg) {
    phone().pickUp(leg);
  }

  /** A command of this seat that must be accepted, such as {@code ready}. */
  public void does(String command) {
    must(api.post("/api/seats/" + id + "/" + command, null));
  }

  /** The same with what it takes. */
  public void does(String command, Map<String, ?> body) {
    must(api.post("/api/seats/" + id + "/" + command, body));
  }

  /** A command to the call in hand that must be accepted, such as {@code hold}. */
  public void tells(String command, Map<String, ?> body) {
    must(tries(command, body));
  }

  /** A command to the call in hand. */
  public Api.Answer tries(String command, Map<String, ?> body) {
    String call = floor.seat(id).path("call").asString("none");
    return api.post("/api/calls/" + call + "/" + command, body.isEmpty() ? null : body);
  }

  /** Waits until the seat is in this state. */
  public TestSeat awaits(String state) {
    floor.awaitSeat(id, state);
    return this;
  }

  /** The seat as it is on the floor. */
  public JsonNode view() {
    return floor.seat(id);
  }

  /** Pulls the phone's plug. */
  public void phoneDies() {
    if (phone != null) {
      phone.dies();
    }
  }

  /** Signs out, with a team leader's force if need be, and unplugs. */
  @Override
  public void close() {
    if (!floor.seat(id).path("state").asString("").equals("SIGNED_OUT")) {
      floor.api().post("/api/seats/" + id + "/force-sign-out", null);
    }
    if (phone != null) {
      phone.close();
    }
  }

  private DeskPhone phone() {
    if (phone == null) {
      throw new IllegalStateException("the phone of " + id + " is not plugged in");
    }
    return phone;
  }

  private void must(Api.Answer answer) {
    if (!answer.ok()) {
      throw new AssertionError(agent + " at " + id + ": " + answer.status() + " " + answer.text());
    }
  }
}
