package linekeeper.simulation;

import java.util.List;
import java.util.Set;
import linekeeper.call.FloorCommand;
import linekeeper.call.FloorCommand.Target;
import linekeeper.call.model.Call;
import linekeeper.kernel.AgentId;
import linekeeper.kernel.CallId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.QueueId;
import linekeeper.kernel.SeatId;
import linekeeper.seat.model.Seat;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is at a seat: signs in, works, asks for breaks, holds, transfers, consults, and now and
 * then asks for something at the wrong moment.
 */
final class ModelAgent {
  private final World world;
  private final Application application;
  private final ModelPhone phone;
  private final List<ModelPhone> all;
  private final int wrongCommands;
  private final AgentId name;
  private boolean atWork = true;

  ModelAgent(
      World world,
      Application application,
      ModelPhone phone,
      List<ModelPhone> all,
      int wrongCommands) {
    this.world = world;
    this.application = application;
    this.phone = phone;
    this.all = all;
    this.wrongCommands = wrongCommands;
    this.name = new AgentId("agent-" + phone.seat());
  }

  void begins() {
    world.after(world.about(1_500), this::acts);
  }

  /** The day is over: signs out as soon as that is allowed. */
  void goesHome() {
    atWork = false;
  }

  private Seat seat() {
    return java.util.Objects.requireNonNull(application.floor().seats().get(phone.seat()));
  }

  private void acts() {
    Seat.Phase phase = seat().phase();
    if (!atWork) {
      leaves(phase);
      return;
    }
    if (world.seldom(wrongCommands)) {
      ask(anything());
    } else {
      works(phase);
    }
    world.after(world.about(2_500), this::acts);
  }

  private void leaves(Seat.Phase phase) {
    if (phase instanceof Seat.Phase.SignedOut) {
      return;
    }
    if (phase instanceof Seat.Phase.OnCall it) {
      ask(new FloorCommand.HangUp(it.call(), phone.seat()));
    } else {
      ask(new FloorCommand.SignOut(phone.seat(), false));
    }
    world.after(2_000, this::acts);
  }

  private void works(Seat.Phase phase) {
    switch (phase) {
      case Seat.Phase.SignedOut _ -> signsIn();
      case Seat.Phase.Busy _ -> usually(700, new FloorCommand.GoReady(phone.seat()));
      case Seat.Phase.OnBreak _ -> usually(100, new FloorCommand.GoReady(phone.seat()));
      case Seat.Phase.WrapUp _ -> usually(500, new FloorCommand.FinishWrapUp(phone.seat()));
      case Seat.Phase.Idle _ -> idles();
      case Seat.Phase.Reserved it -> usually(50, new FloorCommand.Decline(it.call(), phone.seat()));
      case Seat.Phase.Ringing it -> usually(80, new FloorCommand.Decline(it.call(), phone.seat()));
      case Seat.Phase.OnCall it -> talks(it.call());
    }
  }

  private void signsIn() {
    ask(
        new FloorCommand.SignIn(
            phone.seat(), name, world.seldom(500) ? Set.of("health") : Set.of()));
    world.after(
        world.between(50, 2_000),
        () -> {
          if (seat().session() != null) {
            phone.registers();
          }
        });
  }

  private void idles() {
    int mood = world.chance.nextInt(1_000);
    if (mood < 30) {
      ask(new FloorCommand.GoBusy(phone.seat(), "paper"));
    } else if (mood < 60) {
      ask(new FloorCommand.AskBreak(phone.seat(), "tea", 1 + world.chance.nextInt(3)));
      world.after(
          world.about(4_000),
          () -> ask(new FloorCommand.DecideBreak(phone.seat(), world.seldom(600))));
    } else if (mood < 75) {
      ask(new FloorCommand.SignOut(phone.seat(), world.seldom(500)));
    } else if (mood < 95) {
      phone.unregisters();
      world.after(world.about(5_000), phone::registers);
    } else if (mood < 115) {
      losesTheConsole();
    } else if (!phone.registered()) {
      phone.registers();
    }
  }

  private void losesTheConsole() {
    ask(new FloorCommand.ConsoleSeen(phone.seat(), false));
    world.after(world.about(40_000), () -> ask(new FloorCommand.ConsoleSeen(phone.seat(), true)));
  }

  private void talks(CallId id) {
    Call call = application.floor().call(id);
    if (call != null) {
      FloorCommand command = inPhase(call);
      if (command != null) {
        ask(command);
      }
    }
    if (world.seldom(20)) {
      losesTheConsole();
    }
    if (world.seldom(10)) {
      ask(new FloorCommand.SignOut(phone.seat(), true));
    }
  }

  private @Nullable FloorCommand inPhase(Call call) {
    CallId id = call.card().id();
    SeatId by = phone.seat();
    int mood = world.chance.nextInt(100);
    return switch (call.phase()) {
      case Call.Phase.Talking _ when mood < 12 -> new FloorCommand.Hold(id, by);
      case Call.Phase.Talking _ when mood < 20 ->
          new FloorCommand.BlindTransfer(id, by, somewhere());
      case Call.Phase.Talking _ when mood < 32 -> new FloorCommand.Consult(id, by, somebody());
      case Call.Phase.Talking _ when mood < 50 -> new FloorCommand.HangUp(id, by);
      case Call.Phase.Talking _ when mood < 58 ->
          new FloorCommand.PauseRecording(id, by, name, "a card's number");
      case Call.Phase.Talking _ when mood < 66 -> new FloorCommand.ResumeRecording(id, by);
      case Call.Phase.Talking _ -> null;
      case Call.Phase.Held _ -> mood < 60 ? new FloorCommand.Resume(id, by) : null;
      case Call.Phase.Consulting _ when mood < 30 -> new FloorCommand.CompleteTransfer(id, by);
      case Call.Phase.Consulting _ when mood < 50 -> new FloorCommand.ThreeWay(id, by);
      case Call.Phase.Consulting _ when mood < 65 -> new FloorCommand.CancelConsult(id, by);
      case Call.Phase.Consulting _ when mood < 70 -> new FloorCommand.HangUp(id, by);
      case Call.Phase.ThreeWay _ when mood < 20 -> new FloorCommand.CompleteTransfer(id, by);
      case Call.Phase.ThreeWay _ when mood < 40 -> new FloorCommand.CancelConsult(id, by);
      case Call.Phase.ThreeWay _ when mood < 50 -> new FloorCommand.HangUp(id, by);
      default -> null;
    };
  }

  private Target somebody() {
    return world.seldom(700) ? new Target.ToSeat(anySeat()) : outside();
  }

  private Target somewhere() {
    return world.seldom(400)
        ? new Target.ToQueue(new QueueId(world.seldom(500) ? "hotline" : "health"))
        : somebody();
  }

  private static Target outside() {
    return new Target.ToNumber(new PhoneNumber("13900139000"));
  }

  private SeatId anySeat() {
    return all.get(world.chance.nextInt(all.size())).seat();
  }

  /** Something that need not make any sense now. */
  private FloorCommand anything() {
    List<Call> calls = List.copyOf(application.floor().calls());
    CallId call =
        calls.isEmpty() || world.seldom(100)
            ? new CallId("gone")
            : calls.get(world.chance.nextInt(calls.size())).card().id();
    SeatId by = world.seldom(500) ? phone.seat() : anySeat();
    return switch (world.chance.nextInt(19)) {
      case 0 -> new FloorCommand.SignIn(by, name, Set.of());
      case 1 -> new FloorCommand.SignOut(by, world.seldom(300));
      case 2 -> new FloorCommand.GoReady(by);
      case 3 -> new FloorCommand.GoBusy(by, "whim");
      case 4 -> new FloorCommand.AskBreak(by, "whim", world.chance.nextInt(130));
      case 5 -> new FloorCommand.DecideBreak(by, world.seldom(500));
      case 6 -> new FloorCommand.ConsoleSeen(by, world.seldom(700));
      case 7 -> new FloorCommand.FinishWrapUp(by);
      case 8 -> new FloorCommand.Decline(call, by);
      case 9 -> new FloorCommand.Hold(call, by);
      case 10 -> new FloorCommand.Resume(call, by);
      case 11 -> new FloorCommand.HangUp(call, by);
      case 12 -> new FloorCommand.BlindTransfer(call, by, somewhere());
      case 13 -> new FloorCommand.Consult(call, by, somewhere());
      case 14 -> new FloorCommand.CompleteTransfer(call, by);
      case 15 -> new FloorCommand.CancelConsult(call, by);
      case 16 -> new FloorCommand.PauseRecording(call, by, name, "whim");
      case 17 -> new FloorCommand.ResumeRecording(call, by);
      default -> new FloorCommand.ThreeWay(call, by);
    };
  }

  private void usually(int inThousand, FloorCommand command) {
    if (world.seldom(inThousand)) {
      ask(command);
    }
  }

  private void ask(FloorCommand command) {
    application.ask(command);
  }
}
