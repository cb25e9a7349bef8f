package linekeeper.call.model;

import java.util.Objects;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.CallCommand;
import linekeeper.call.FloorCommand.SeatCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.Refusal;
import linekeeper.kernel.SeatId;
import linekeeper.seat.model.Seat;
import linekeeper.seat.model.SeatInput;
import linekeeper.seat.model.Session;
import org.jspecify.annotations.Nullable;

/** Lets a command reach its seat or call, or refuses it. */
final class Asking {
  private static final int LONGEST_BREAK = 120;
  private final FloorStep step;

  Asking(FloorStep step) {
    this.step = step;
  }

  void ask(FloorCommand command) {
    Refusal refusal =
        switch (command) {
          case SeatCommand it -> seat(it);
          case CallCommand it -> call(it);
          case FloorCommand.QueueCallback it -> new CallingOut(step).queue(it);
          case FloorCommand.Withdraw it -> new CallingOut(step).withdraw(it);
        };
    if (refusal != null) {
      step.outcome.refuse(refusal);
    }
  }

  private @Nullable Refusal seat(SeatCommand command) {
    return switch (command) {
      case FloorCommand.SignIn it -> signIn(it);
      case FloorCommand.SignOut it -> step.seat(it.seat(), new SeatInput.SignOut(it.forced()));
      case FloorCommand.GoReady it -> step.seat(it.seat(), new SeatInput.GoReady());
      case FloorCommand.GoBusy it -> step.seat(it.seat(), new SeatInput.GoBusy(it.reason()));
      case FloorCommand.AskBreak it -> askBreak(it);
      case FloorCommand.DecideBreak it ->
          step.seat(it.seat(), new SeatInput.DecideBreak(it.granted()));
      case FloorCommand.ConsoleSeen it ->
          step.seat(it.seat(), new SeatInput.ConsoleSeen(it.present()));
      case FloorCommand.CallOut it -> new CallingOut(step).ask(it);
      case FloorCommand.FinishWrapUp it -> step.seat(it.seat(), new SeatInput.FinishWrapUp());
    };
  }

  private @Nullable Refusal signIn(FloorCommand.SignIn command) {
    Seat seat = step.state.seats.get(command.seat());
    if (seat == null) {
      return Refusal.of("seat.unknown", "there is no seat " + command.seat(), "seatId");
    }
    SeatId elsewhere = step.state.agents.get(command.agent());
    if (elsewhere != null) {
      return Refusal.of(
          "agent.signed-in-elsewhere",
          "you are signed in at seat " + elsewhere + ": sign out there first");
    }
    if (seat.session() == null && step.state.agents.size() >= step.plan.licensedSeats()) {
      return Refusal.of(
          "seat.licence-exhausted",
          "all "
              + step.plan.licensedSeats()
              + " licensed seats are in use: somebody must sign out first");
    }
    return step.seat(command.seat(), new SeatInput.SignIn(command.agent(), command.skills()));
  }

  private @Nullable Refusal askBreak(FloorCommand.AskBreak command) {
    return command.minutes() < 1 || command.minutes() > LONGEST_BREAK
        ? Refusal.of("break.length", "a break lasts 1 to " + LONGEST_BREAK + " minutes", "minutes")
        : step.seat(command.seat(), new SeatInput.AskBreak(command.reason(), command.minutes()));
  }

  private @Nullable Refusal call(CallCommand command) {
    if (step.state.call(command.call()) == null) {
      return Refusal.of("call.gone", "this call is over, or never was");
    }
    return switch (command) {
      case FloorCommand.Decline it -> step.call(it.call(), new CallInput.Decline(it.by()));
      case FloorCommand.Hold it -> step.call(it.call(), new CallInput.Hold(it.by()));
      case FloorCommand.Resume it -> step.call(it.call(), new CallInput.Resume(it.by()));
      case FloorCommand.PauseRecording it ->
          step.call(it.call(), new CallInput.PauseRecording(it.by(), it.agent(), it.why()));
      case FloorCommand.ResumeRecording it ->
          step.call(it.call(), new CallInput.ResumeRecording(it.by()));
      case FloorCommand.HangUp it -> step.call(it.call(), new CallInput.HangUp(it.by()));
      case FloorCommand.BlindTransfer it -> transfer(it);
      case FloorCommand.Consult it -> consult(it);
      case FloorCommand.CompleteTransfer it ->
          step.call(it.call(), new CallInput.CompleteTransfer(it.by()));
      case FloorCommand.CancelConsult it ->
          step.call(it.call(), new CallInput.CancelConsult(it.by()));
      case FloorCommand.ThreeWay it -> step.call(it.call(), new CallInput.ThreeWay(it.by()));
    };
  }

  private @Nullable Refusal transfer(FloorCommand.BlindTransfer command) {
    return switch (command.to()) {
      case Target.ToSeat it -> {
        Session session = free(it.seat());
        yield session == null
            ? notFree(it.seat())
            : reserving(
                command,
                it.seat(),
                new CallInput.TransferToSeat(
                    command.by(), it.seat(), session.agent(), step.ids.leg()));
      }
      case Target.ToNumber it -> {
        Refusal refusal = outside(it.number());
        yield refusal != null
            ? refusal
            : step.call(
                command.call(),
                new CallInput.TransferToNumber(command.by(), it.number(), step.ids.leg()));
      }
      case Target.ToQueue it ->
          step.state.queues.containsKey(it.queue())
              ? step.call(command.call(), new CallInput.TransferToQueue(command.by(), it.queue()))
              : Refusal.of("queue.unknown", "there is no queue " + it.queue(), "queue");
    };
  }

  private @Nullable Refusal consult(FloorCommand.Consult command) {
    return switch (command.to()) {
      case Target.ToSeat it -> {
        Session session = free(it.seat());
        yield session == null
            ? notFree(it.seat())
            : reserving(
                command,
                it.seat(),
                new CallInput.ConsultSeat(
                    command.by(), it.seat(), session.agent(), step.ids.leg()));
      }
      case Target.ToNumber it -> {
        Refusal refusal = outside(it.number());
        yield refusal != null
            ? refusal
            : step.call(
                command.call(),
                new CallInput.ConsultNumber(command.by(), it.number(), step.ids.leg()));
      }
      case Target.ToQueue _ -> Refusal.of("consult.target", "ask a seat or a number", "queue");
    };
  }

  /**
   * The call says first whether it may, then the seat is reserved: both in this one step, or
   * neither.
   */
  private @Nullable Refusal reserving(CallCommand command, SeatId seat, CallInput input) {
    Refusal refusal = step.call(command.call(), input);
    return refusal != null ? refusal : step.seat(seat, new SeatInput.Reserve(command.call()));
  }

  private @Nullable Session free(SeatId id) {
    Seat seat = step.state.seats.get(id);
    return seat != null && seat.free() ? Objects.requireNonNull(seat.session()) : null;
  }

  private static Refusal notFree(SeatId seat) {
    return Refusal.of("seat.not-free", "seat " + seat + " cannot take a call now", "seat");
  }

  private @Nullable Refusal outside(PhoneNumber number) {
    return step.plan.outsideNumbers().stream().anyMatch(number.value()::matches)
        ? null
        : Refusal.of(
            "number.not-allowed",
            "calls may not be passed to this number: no rule of the floor allows it",
            "number");
  }
}
