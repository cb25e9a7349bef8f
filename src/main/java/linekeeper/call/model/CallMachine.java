package linekeeper.call.model;

import java.time.Instant;
import linekeeper.call.model.Call.Phase;
import linekeeper.kernel.Step;

/**
 * The call machine (domain 3.4.2).
 *
 * <pre>
 *  ARRIVED -> GREETING -> QUEUED <-> OFFERED -> TALKING <-> HELD
 *                           |                    |  ^
 *                        FAREWELL                v  |
 *                           |                CONSULTING -> THREE_WAY
 *                           v                    |
 *                         ENDED <----------------+   waits for its legs, its audio and the wrap-up, then is done
 * </pre>
 *
 * <p>Where we call: (CALLBACK_DUE <->) AGENT_RINGING -> CALLEE_DIALING -> CALLEE_RINGING ->
 * TALKING, and on as above; or, the citizen first, CALLEE_DIALING -> CALLEE_RINGING -> OFFERED.
 *
 * <p>Each call ends exactly once, answered or with one loss type; nothing leads out of ENDED. A
 * step is a function of the call, the input, the surroundings and the moment.
 */
public final class CallMachine {
  private final CallRules rules;

  /** A machine by these rules. */
  public CallMachine(CallRules rules) {
    this.rules = rules;
  }

  /** The first step of a new call. */
  public Step<Call, CallEffect> begin(Card card, Surroundings around, Instant now) {
    Call call = new Call(card, Ledger.EMPTY, new Phase.Arrived(now));
    return Opening.begin(new Turn(call, rules, around, now));
  }

  /** The only step of a call for which the floor has no room. */
  public Step<Call, CallEffect> turnAway(Card card, Surroundings around, Instant now) {
    Turn turn = new Turn(new Call(card, Ledger.EMPTY, new Phase.Arrived(now)), rules, around, now);
    return Ending.turnAway(Opening.arrive(turn));
  }

  /** The first step of a call that we make, for this seat. */
  public Step<Call, CallEffect> callOut(Card card, Party seat, Surroundings around, Instant now) {
    Call call = new Call(card, Ledger.EMPTY, new Phase.Calling(now, seat, false, null));
    return Outgoing.begin(new Turn(call, rules, around, now), seat, null);
  }

  /** The first step of a call that we owe, and that waits for a seat until then. */
  public Step<Call, CallEffect> owe(Card card, Phase.Due due, Instant until, Surroundings around) {
    Call call = new Call(card, Ledger.EMPTY, due);
    return Owing.begin(new Turn(call, rules, around, due.since()), due, until);
  }

  /** One step. */
  public Step<Call, CallEffect> step(Call call, CallInput input, Surroundings around, Instant now) {
    return Silence.until(decide(new Turn(call, rules, around, now), call, input));
  }

  private static Step<Call, CallEffect> decide(Turn turn, Call call, CallInput input) {
    return switch (call.phase()) {
      case Phase.Arrived _ -> Opening.arrived(turn, input);
      case Phase.Greeting it -> Opening.greeting(turn, it, input);
      case Phase.Queued it -> Opening.queued(turn, it, input);
      case Phase.Due it -> Owing.due(turn, it, input);
      case Phase.Calling it -> Outgoing.calling(turn, it, input);
      case Phase.Reaching it -> Outgoing.reaching(turn, it, input);
      case Phase.Fetching it -> CitizenFirst.fetching(turn, it, input);
      case Phase.Offered it -> Offering.offered(turn, it, input);
      case Phase.Talking it -> Conversation.talking(turn, it, input);
      case Phase.Held it -> Conversation.held(turn, it, input);
      case Phase.Consulting it -> Consultation.consulting(turn, it, input);
      case Phase.ThreeWay it -> Consultation.threeWay(turn, it, input);
      case Phase.Farewell it -> Opening.farewell(turn, it, input);
      case Phase.Ended it -> Ending.ended(turn, it, input);
    };
  }
}
