package linekeeper.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import linekeeper.cli.sip.SipLeg;
import linekeeper.testing.Hotline;
import linekeeper.testing.Sound;
import linekeeper.testing.TestCaller;
import linekeeper.testing.TestSeat;
import linekeeper.testing.Waits;
import tools.jackson.databind.JsonNode;

/**
 * Calls in every state: one was lost and is owed a call, one talks, one waits; a fault comes and
 * goes; and afterwards all of them have become what they should.
 */
final class Scene {
  private final Hotline hotline;
  private final TestCaller lost;
  private final TestCaller talking;
  private final TestCaller waiting;
  private TestSeat seat;
  private SipLeg phone;

  Scene(Hotline hotline) {
    this.hotline = hotline;
    lost = hotline.caller().callsUntil("QUEUED");
    lost.hangsUp();
    assertThat(lost.summary().path("outcome").asString()).isEqualTo("LOST");
    seat = hotline.seat("agent1").ready();
    talking = hotline.caller().calls();
    phone = seat.answers();
    talking.awaits("TALKING");
    waiting = hotline.caller().callsUntil("QUEUED");
    goesOn();
  }

  TestSeat seat() {
    return seat;
  }

  TestCaller lost() {
    return lost;
  }

  TestCaller talking() {
    return talking;
  }

  /** They hear each other, and who waits hears something; nobody asks the application. */
  void goesOn() {
    await().until(() -> Sound.share(talking.hears().heardLast(1), seat.tone()) > 0.8);
    assertThat(waiting.leg().up()).isTrue();
    await().until(() -> Sound.loudness(waiting.hears().heardLast(1)) > 50);
  }

  /** The talk ends and who waited is answered, by their phones alone. */
  void movesOn() {
    phone.hangUp();
    assertThat(talking.ends().byFarEnd()).isTrue();
    phone = seat.rings();
    seat.pickUp(phone);
    await().until(() -> Sound.share(waiting.hears().heardLast(1), seat.tone()) > 0.8);
  }

  /** The same people after the application was started again. */
  void again() {
    seat = seat.again(hotline.floor(), hotline.as(seat.agent()));
    lost.again(hotline.floor());
    talking.again(hotline.floor());
    waiting.again(hotline.floor());
  }

  /** Everything is as if no fault had been: asked of the application. */
  void isRight() {
    assertThat(seat.view().path("state").asString()).isEqualTo("TALKING");
    assertThat(waiting.view().path("position").asInt()).isEqualTo(1);
    movesOn();
    endsRight();
  }

  /** Who waited hangs up, and all three are on record as what they were. */
  void endsRight() {
    waiting.hangsUp();
    assertThat(talking.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    assertThat(waiting.summary().path("outcome").asString()).isEqualTo("ANSWERED");
    isOwedOnce(lost);
    theSumIsRight();
  }

  /** A caller was lost and is owed one call, with that loss alone. */
  void isOwedOnce(TestCaller caller) {
    Waits.until("a callback is owed", () -> caller.owed().has("callback"), caller::owed);
    assertThat(caller.owed().path("callback").path("lostCount").asInt()).isEqualTo(1);
  }

  void theSumIsRight() {
    Waits.until(
        "requests = answered + lost",
        () -> {
          JsonNode figures = figures();
          return figures.path("requestCount").asInt()
              == figures.path("answeredCount").asInt() + figures.path("lostCount").asInt();
        },
        this::figures);
  }

  private JsonNode figures() {
    return hotline.floor().floor().path("figures");
  }
}
