package linekeeper.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import linekeeper.cli.Api;
import linekeeper.cli.sip.SipLeg;
import linekeeper.cli.sip.SipPhone;
import linekeeper.cli.sip.Voice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An agent at a seat: an API session and a SIP phone, each step in the test's hands. */
public final class TestSeat implements AutoCloseable {
  private static final String PHONE = "127.0.0.4";
  private static final int LONGEST = 20;
  private FloorClient floor;
  private Api api;
  private final String agent;
  private final String id;
  private final BlockingQueue<SipLeg> rung = new LinkedBlockingQueue<>();
  private @Nullable SipPhone phone;
  private final JsonNode account;

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
    Waits.until(
        "phone of " + id + " reachable",
        () -> floor.seat(id).path("phoneReachable").asBoolean(false),
        () -> floor.seat(id));
    does("ready");
    // idle, or ringing already where somebody waits
    Waits.until(
        id + " ready",
        () -> !floor.seat(id).path("state").asString("").equals("BUSY"),
        () -> floor.seat(id));
    return this;
  }

  /** Registers the phone. */
  public SipPhone plugIn() {
    String[] domain = account.path("domain").asString("").split(":");
    try {
      SipPhone plugged =
          new SipPhone(
              InetAddress.getByName(PHONE),
              new InetSocketAddress(domain[0], Integer.parseInt(domain[1])),
              rung::add);
      phone = plugged;
      int status =
          Waits.soon(
              plugged.register(
                  account.path("user").asString(""), account.path("secret").asString(""), 120),
              "registration");
      if (status != 200) {
        throw new AssertionError("registration at " + id + ": " + status);
      }
      return plugged;
    } catch (SocketException | UnknownHostException e) {
      throw new IllegalStateException(e);
    }
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
    SipLeg leg = next(LONGEST);
    if (leg == null) {
      throw new AssertionError("the phone of " + id + " does not ring; " + floor.floor());
    }
    leg.ring();
    return leg;
  }

  /** Whether the phone is rung within so many seconds. */
  public boolean isRungWithin(int seconds) {
    return next(seconds) != null;
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
    leg.answer(Voice.tone(tone()));
    if (!Waits.soon(leg.answered(), "answered")) {
      throw new AssertionError("the call ended before it was answered");
    }
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
      phone.close();
    }
  }

  /** Signs out, with a team leader's force if need be, and unplugs. */
  @Override
  public void close() {
    if (!floor.seat(id).path("state").asString("").equals("SIGNED_OUT")) {
      floor.api().post("/api/seats/" + id + "/force-sign-out", null);
    }
    for (SipLeg leg : rung) {
      leg.hangUp();
    }
    phoneDies();
  }

  private @Nullable SipLeg next(int seconds) {
    try {
      return rung.poll(seconds, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void must(Api.Answer answer) {
    if (!answer.ok()) {
      throw new AssertionError(agent + " at " + id + ": " + answer.status() + " " + answer.text());
    }
  }
}
