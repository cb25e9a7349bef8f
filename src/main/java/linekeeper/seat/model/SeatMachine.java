package linekeeper.seat.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.kernel.CallId;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.Step;
import linekeeper.seat.event.SeatEvent;
import linekeeper.seat.event.SeatEvent.SignOutReason;
import linekeeper.seat.model.Seat.Phase;
import linekeeper.seat.model.SeatEffect.CancelAlarm;
import linekeeper.seat.model.SeatEffect.Happened;
import linekeeper.seat.model.SeatEffect.SetAlarm;
import linekeeper.seat.model.Session.Wish;
import org.jspecify.annotations.Nullable;

/**
 * The seat machine (domain 3.4.3).
 *
 * <pre>
 *  SIGNED_OUT -> IDLE -> RESERVED -> RINGING -> ON_CALL (talking, held) -> WRAP_UP -> IDLE
 *                 |  <-offer over-'      '                                   |
 *                 +--> BUSY <-> IDLE        wishes made while a call is in hand take effect
 *                 +--> ON_BREAK -> IDLE     after the wrap-up; leaving takes effect right after the call
 *  BUSY -> RESERVED where the agent calls out, and back to BUSY after the wrap-up
 *  any -> SIGNED_OUT
 * </pre>
 */
public final class SeatMachine {
  private final SeatRules rules;

  /** A machine by these rules. */
  public SeatMachine(SeatRules rules) {
    this.rules = rules;
  }

  /** One step. */
  public Step<Seat, SeatEffect> step(Seat seat, SeatInput input, Instant now) {
    return switch (input) {
      case SeatInput.SignIn it -> signIn(seat, it, now);
      case SeatInput.SignOut it ->
          leave(seat, it.forced() ? SignOutReason.FORCED : SignOutReason.BY_AGENT, now);
      case SeatInput.GoReady _ -> goReady(seat, now);
      case SeatInput.GoBusy it -> wish(seat, new Wish.ToBeBusy(it.reason()), now);
      case SeatInput.AskBreak it -> wish(seat, new Wish.BreakAsked(it.reason(), it.minutes()), now);
      case SeatInput.DecideBreak it -> decideBreak(seat, it.granted(), now);
      case SeatInput.FinishWrapUp _ -> finishWrapUp(seat, now);
      case SeatInput.Reserve it -> reserve(seat, it.call(), now);
      case SeatInput.CallOut it -> callOut(seat, it.call(), now);
      case SeatInput.PhoneRings it -> phoneRings(seat, it.call(), now);
      case SeatInput.OfferOver it -> offerOver(seat, it, now);
      case SeatInput.Answered it -> answered(seat, it.call(), now);
      case SeatInput.HoldChanged it -> holdChanged(seat, it, now);
      case SeatInput.CallOver it -> callOver(seat, it.call(), now);
      case SeatInput.PhoneSeen it -> Step.to(seat.reachable(it.reachable()));
      case SeatInput.ConsoleSeen it -> consoleSeen(seat, it.present(), now);
      case SeatInput.AlarmRang it -> alarmRang(seat, it.alarm(), now);
    };
  }

  private Step<Seat, SeatEffect> signIn(Seat seat, SeatInput.SignIn input, Instant now) {
    if (!(seat.phase() instanceof Phase.SignedOut)) {
      return refused(seat, "seat.taken", "somebody is signed in at this seat: choose a free one");
    }
    Session session = new Session(input.agent(), input.skills(), now, 0, now, null);
    // an agent begins busy and says when ready, so that no call arrives before the phone has
    // registered
    Phase.Busy busy = new Phase.Busy(session, now, "signed-in");
    return Step.to(
        seat.in(busy),
        List.of(
            new Happened(new SeatEvent.SignedIn(seat.id(), input.agent(), now)),
            changed(seat, busy, now)));
  }

  private Step<Seat, SeatEffect> goReady(Seat seat, Instant now) {
    if (sentAway(seat)) {
      return leaving(seat);
    }
    return switch (seat.phase()) {
      case Phase.SignedOut _ -> nobody(seat);
      case Phase.Busy it -> enter(seat, idle(it.session(), now), now, List.of());
      case Phase.OnBreak it ->
          enter(seat, idle(it.session(), now), now, List.of(new CancelAlarm(SeatAlarm.BREAK)));
      case Phase.WrapUp it -> endWrapUp(seat, it, it.session().wishing(null), now);
      case Phase.Idle it -> keep(seat, it.session().wishing(null), now);
      case Phase.Reserved it -> keep(seat, it.session().wishing(null), now);
      case Phase.Ringing it -> keep(seat, it.session().wishing(null), now);
      case Phase.OnCall it -> keep(seat, it.session().wishing(null), now);
    };
  }

  /** Whether a leader has sent the agent away; that is not undone from the seat. */
  private static boolean sentAway(Seat seat) {
    Session session = seat.session();
    return session != null
        && session.wish() instanceof Wish.ToLeave it
        && it.because() == SignOutReason.FORCED;
  }

  private static Step<Seat, SeatEffect> leaving(Seat seat) {
    return refused(
        seat, "seat.leaving", "a leader has signed this seat out: it ends with the call in hand");
  }

  private Step<Seat, SeatEffect> wish(Seat seat, Wish wish, Instant now) {
    if (sentAway(seat)) {
      return leaving(seat);
    }
    return switch (seat.phase()) {
      case Phase.SignedOut _ -> nobody(seat);
      case Phase.Idle it -> settle(seat, it.session().wishing(wish), now, List.of());
      case Phase.Busy it -> settle(seat, it.session().wishing(wish), now, List.of());
      case Phase.OnBreak _ when wish instanceof Wish.BreakAsked ->
          refused(
              seat, "break.already", "you are on a break: come back before you ask for another");
      case Phase.OnBreak it ->
          settle(seat, it.session().wishing(wish), now, List.of(new CancelAlarm(SeatAlarm.BREAK)));
      case Phase.Reserved it -> keep(seat, it.session().wishing(wish), now);
      case Phase.Ringing it -> keep(seat, it.session().wishing(wish), now);
      case Phase.OnCall it -> keep(seat, it.session().wishing(wish), now);
      case Phase.WrapUp it -> keep(seat, it.session().wishing(wish), now);
    };
  }

  private Step<Seat, SeatEffect> decideBreak(Seat seat, boolean granted, Instant now) {
    Session session = seat.session();
    if (session == null) {
      return nobody(seat);
    }
    if (!(session.wish() instanceof Wish.BreakAsked asked)) {
      return refused(seat, "break.not-asked", "no break was asked for at this seat");
    }
    return granted
        ? wish(seat, new Wish.BreakGranted(asked.reason(), asked.minutes()), now)
        : keep(seat, session.wishing(null), now);
  }

  private Step<Seat, SeatEffect> finishWrapUp(Seat seat, Instant now) {
    return seat.phase() instanceof Phase.WrapUp it
        ? endWrapUp(seat, it, it.session(), now)
        : refused(seat, "seat.no-wrap-up", "this seat is not in wrap-up");
  }

  private Step<Seat, SeatEffect> reserve(Seat seat, CallId call, Instant now) {
    return seat.phase() instanceof Phase.Idle it
        ? enter(seat, new Phase.Reserved(it.session(), now, call), now, List.of())
        : refused(seat, "seat.not-free", "this seat is not free");
  }

  /** Who was busy is busy again when the call is over, unless another wish comes meanwhile. */
  private Step<Seat, SeatEffect> callOut(Seat seat, CallId call, Instant now) {
    return seat.phase() instanceof Phase.Busy it && seat.mayCallOut()
        ? enter(
            seat,
            new Phase.Reserved(it.session().wishing(new Wish.ToBeBusy(it.reason())), now, call),
            now,
            List.of())
        : reserve(seat, call, now);
  }

  private static Step<Seat, SeatEffect> phoneRings(Seat seat, CallId call, Instant now) {
    return seat.phase() instanceof Phase.Reserved it && it.call().equals(call)
        ? enter(seat, new Phase.Ringing(it.session(), now, call), now, List.of())
        : Step.same(seat);
  }

  private Step<Seat, SeatEffect> offerOver(Seat seat, SeatInput.OfferOver input, Instant now) {
    Session session = offered(seat, input.call());
    if (session == null) {
      return Step.same(seat);
    }
    if (!input.countsAgainstSeat()) {
      // the seat did nothing wrong: it keeps its place among the idle
      return settle(seat, session, now, List.of());
    }
    Session missed = session.missing(session.missed() + 1);
    boolean tooMany = rules.missedLimit() > 0 && missed.missed() >= rules.missedLimit();
    return settle(
        seat,
        tooMany && missed.wish() == null
            ? missed.wishing(new Wish.ToBeBusy("missed-calls"))
            : missed,
        now,
        List.of());
  }

  private static @Nullable Session offered(Seat seat, CallId call) {
    return switch (seat.phase()) {
      case Phase.Reserved it when it.call().equals(call) -> it.session();
      case Phase.Ringing it when it.call().equals(call) -> it.session();
      default -> null;
    };
  }

  private static Step<Seat, SeatEffect> answered(Seat seat, CallId call, Instant now) {
    Session session = offered(seat, call);
    return session == null
        ? Step.same(seat)
        : enter(seat, new Phase.OnCall(session.missing(0), now, call, false), now, List.of());
  }

  private static Step<Seat, SeatEffect> holdChanged(
      Seat seat, SeatInput.HoldChanged input, Instant now) {
    return seat.phase() instanceof Phase.OnCall it
            && it.call().equals(input.call())
            && it.held() != input.held()
        ? enter(seat, new Phase.OnCall(it.session(), now, it.call(), input.held()), now, List.of())
        : Step.same(seat);
  }

  private Step<Seat, SeatEffect> callOver(Seat seat, CallId call, Instant now) {
    if (!(seat.phase() instanceof Phase.OnCall it) || !it.call().equals(call)) {
      return Step.same(seat);
    }
    Session session = it.session();
    boolean leaving = session.wish() instanceof Wish.ToLeave;
    if (leaving || rules.wrapUp().isZero()) {
      return settle(
          seat, session.freeSince(now), now, List.of(new SeatEffect.WrapUpDone(call, now)));
    }
    Instant until = now.plus(rules.wrapUp());
    return enter(
        seat,
        new Phase.WrapUp(session, now, call, until),
        now,
        List.of(new SetAlarm(SeatAlarm.WRAP_UP, until)));
  }

  private Step<Seat, SeatEffect> endWrapUp(
      Seat seat, Phase.WrapUp wrapUp, Session session, Instant now) {
    return settle(
        seat,
        session.freeSince(now),
        now,
        List.of(
            new CancelAlarm(SeatAlarm.WRAP_UP),
            new SeatEffect.WrapUpDone(wrapUp.call(), wrapUp.since())));
  }

  private Step<Seat, SeatEffect> consoleSeen(Seat seat, boolean present, Instant now) {
    if (seat.session() == null) {
      return Step.same(seat);
    }
    if (present) {
      return Step.to(
          stays(seat).consoleAway(null), List.of(new CancelAlarm(SeatAlarm.CONSOLE_GRACE)));
    }
    if (seat.consoleAwaySince() != null) {
      // the grace runs from when it went, however often that is said
      return Step.same(seat);
    }
    return Step.to(
        seat.consoleAway(now),
        List.of(new SetAlarm(SeatAlarm.CONSOLE_GRACE, now.plus(rules.consoleGrace()))));
  }

  /** A console that comes back while the call is still in hand was not lost after all. */
  private static Seat stays(Seat seat) {
    Session session = seat.session();
    return session != null
            && session.wish() instanceof Wish.ToLeave it
            && it.because() == SignOutReason.CONSOLE_LOST
        ? seat.in(Phases.with(seat.phase(), session.wishing(null)))
        : seat;
  }

  private Step<Seat, SeatEffect> alarmRang(Seat seat, SeatAlarm alarm, Instant now) {
    return switch (alarm) {
      case WRAP_UP ->
          seat.phase() instanceof Phase.WrapUp it
              ? endWrapUp(seat, it, it.session(), now)
              : Step.same(seat);
      case BREAK ->
          seat.phase() instanceof Phase.OnBreak it
              ? enter(seat, idle(it.session(), now), now, List.of())
              : Step.same(seat);
      case CONSOLE_GRACE ->
          seat.consoleAwaySince() != null
              ? leave(seat, SignOutReason.CONSOLE_LOST, now)
              : Step.same(seat);
    };
  }

  private Step<Seat, SeatEffect> leave(Seat seat, SignOutReason reason, Instant now) {
    return switch (seat.phase()) {
      case Phase.SignedOut _ -> nobody(seat);
      case Phase.OnCall it ->
          reason == SignOutReason.BY_AGENT
              ? refused(seat, "seat.call-in-hand", "finish the call in hand first")
              // the caller is not made to pay for it: the session ends when the call does
              : keep(seat, it.session().wishing(new Wish.ToLeave(reason)), now);
      case Phase.WrapUp it ->
          signOut(
              seat,
              it.session(),
              reason,
              now,
              List.of(
                  new CancelAlarm(SeatAlarm.WRAP_UP),
                  new SeatEffect.WrapUpDone(it.call(), it.since())));
      case Phase.Reserved it ->
          signOut(
              seat, it.session(), reason, now, List.of(new SeatEffect.WithdrawOffer(it.call())));
      case Phase.Ringing it ->
          signOut(
              seat, it.session(), reason, now, List.of(new SeatEffect.WithdrawOffer(it.call())));
      case Phase.Idle it -> signOut(seat, it.session(), reason, now, List.of());
      case Phase.Busy it -> signOut(seat, it.session(), reason, now, List.of());
      case Phase.OnBreak it ->
          signOut(seat, it.session(), reason, now, List.of(new CancelAlarm(SeatAlarm.BREAK)));
    };
  }

  private static Step<Seat, SeatEffect> signOut(
      Seat seat, Session session, SignOutReason reason, Instant now, List<SeatEffect> first) {
    List<SeatEffect> effects = new ArrayList<>(first);
    effects.add(new CancelAlarm(SeatAlarm.CONSOLE_GRACE));
    effects.add(new Happened(new SeatEvent.SignedOut(seat.id(), session.agent(), now, reason)));
    effects.add(new SeatEffect.RemovePhone());
    return Step.to(seat.consoleAway(null).reachable(false).in(new Phase.SignedOut(now)), effects);
  }

  /**
   * Enters what the session's wish asks for now that no call is in hand, or idle where it asks for
   * nothing.
   */
  private static Step<Seat, SeatEffect> settle(
      Seat seat, Session session, Instant now, List<SeatEffect> first) {
    Wish wish = session.wish();
    return switch (wish) {
      case null -> enter(seat, new Phase.Idle(session, now), now, first);
      case Wish.BreakAsked _ ->
          seat.phase() instanceof Phase.Busy busy
              ? Step.to(seat.in(new Phase.Busy(session, busy.since(), busy.reason())), first)
              : enter(seat, new Phase.Idle(session, now), now, first);
      case Wish.ToBeBusy it ->
          enter(seat, new Phase.Busy(session.wishing(null), now, it.reason()), now, first);
      case Wish.BreakGranted it -> {
        Instant until = now.plusSeconds(it.minutes() * 60L);
        List<SeatEffect> effects = new ArrayList<>(first);
        effects.add(new SetAlarm(SeatAlarm.BREAK, until));
        yield enter(
            seat, new Phase.OnBreak(session.wishing(null), now, it.reason(), until), now, effects);
      }
      case Wish.ToLeave it -> signOut(seat, session, it.because(), now, first);
    };
  }

  /** The same phase with another wish; told where that alone gives it another name. */
  private static Step<Seat, SeatEffect> keep(Seat seat, Session session, Instant now) {
    Phase kept = Phases.with(seat.phase(), session);
    return kept instanceof Phase.Idle && !Phases.name(kept).equals(Phases.name(seat.phase()))
        ? enter(seat, new Phase.Idle(session, now), now, List.of())
        : Step.to(seat.in(kept));
  }

  private static Phase.Idle idle(Session session, Instant now) {
    return new Phase.Idle(session.missing(0).wishing(null).freeSince(now), now);
  }

  private static Step<Seat, SeatEffect> enter(
      Seat seat, Phase.Manned next, Instant now, List<SeatEffect> first) {
    List<SeatEffect> effects = new ArrayList<>(first);
    effects.add(changed(seat, next, now));
    return Step.to(seat.in(next), effects);
  }

  private static SeatEffect changed(Seat seat, Phase.Manned next, Instant now) {
    return new Happened(
        new SeatEvent.StateChanged(
            seat.id(), next.session().agent(), now, Phases.name(next), Phases.reason(next)));
  }

  private static Step<Seat, SeatEffect> nobody(Seat seat) {
    return refused(seat, "seat.signed-out", "nobody is signed in at this seat");
  }

  private static Step<Seat, SeatEffect> refused(Seat seat, String code, String message) {
    return Step.refused(seat, Refusal.of(code, message));
  }
}
