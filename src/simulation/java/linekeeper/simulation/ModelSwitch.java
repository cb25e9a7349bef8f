package linekeeper.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.kernel.SeatId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.LedgerCall;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import org.jspecify.annotations.Nullable;

/** A switch that does what it is told, a little later, or says that it did not. */
final class ModelSwitch {
  static final int GONE = 404;
  private static final int FENCED = 101;
  final Map<LegId, Leg> legs = new LinkedHashMap<>();
  final Set<BridgeId> bridges = new HashSet<>();
  final Wire wire;
  private final World world;
  private final Troubles troubles;
  private final ModelLedger ledger;
  private final Map<SeatId, ModelPhone> phones = new LinkedHashMap<>();
  private final Map<PlayId, LegId> plays = new HashMap<>();
  final ModelRecorder recorder;
  private final Set<Object> usedIds = new HashSet<>();
  private long lastDone;
  private Runnable atAnswer = () -> {};

  /** One channel. */
  static final class Leg {
    final LegId id;
    final boolean inbound;
    final PhoneNumber number;
    final String dialled;
    boolean up;
    boolean music;
    @Nullable BridgeId bridge;
    Far far = new Far() {};

    Leg(LegId id, boolean inbound, PhoneNumber number, String dialled) {
      this.id = id;
      this.inbound = inbound;
      this.number = number;
      this.dialled = dialled;
    }
  }

  /** Whoever is at the far end of a leg. */
  interface Far {
    /** The leg was put into a bridge. */
    default void joined() {}

    /** The leg is over. */
    default void over() {}
  }

  ModelSwitch(World world, Troubles troubles, Wire wire, ModelLedger ledger) {
    this.world = world;
    this.troubles = troubles;
    this.wire = wire;
    this.ledger = ledger;
    this.recorder = new ModelRecorder(world, wire);
  }

  void phone(ModelPhone phone) {
    phones.put(phone.seat(), phone);
  }

  /** Something else that happens in the very instant in which a phone of ours is answered. */
  void atAnswer(Runnable what) {
    atAnswer = what;
  }

  // what people do

  /** A caller's leg comes in. */
  void arrives(Leg leg) {
    legs.put(leg.id, leg);
    ledger.arrives(leg.id);
    wire.say(leg.id, new Fact.LegArrived(leg.id, leg.number, "caller", leg.dialled));
  }

  /** The far end answers. */
  void answered(LegId id) {
    Leg leg = legs.get(id);
    if (leg != null && !leg.up) {
      leg.up = true;
      wire.say(id, new Fact.LegUp(id));
      if (!leg.inbound && world.seldom(30)) {
        someCallerGivesUp();
      }
      if (!leg.inbound) {
        atAnswer.run();
      }
    }
  }

  /** In the very instant in which a phone was answered. */
  private void someCallerGivesUp() {
    legs.values().stream()
        .filter(it -> it.inbound && it.up && it.bridge == null)
        .findFirst()
        .ifPresent(it -> ends(it.id, 16));
  }

  void says(LegId id, Fact fact) {
    if (legs.containsKey(id)) {
      wire.say(id, fact);
    }
  }

  /** A leg is over, whoever ended it. */
  void ends(LegId id, int cause) {
    Leg leg = legs.remove(id);
    if (leg == null) {
      return;
    }
    List<PlayId> playing =
        plays.entrySet().stream()
            .filter(it -> it.getValue().equals(id))
            .map(Map.Entry::getKey)
            .toList();
    playing.forEach(this::playOver);
    recorder.ends(id);
    wire.say(id, new Fact.LegGone(id, cause));
    ledger.ends(leg, LedgerCall.End.UNHEARD);
    leg.far.over();
  }

  private void playOver(PlayId play) {
    plays.remove(play);
    wire.say(play, new Fact.PlayEnded(play, false));
  }

  void phoneSeen(SeatId seat, boolean reachable) {
    wire.say(seat, new Fact.PhoneSeen(seat, reachable));
  }

  // the link, and the switch's own end

  /** Everything is gone; it begins anew. */
  void beginsAnew() {
    wire.cut();
    List<Leg> all = new ArrayList<>(legs.values());
    legs.clear();
    bridges.clear();
    plays.clear();
    recorder.clear();
    all.forEach(it -> ledger.ends(it, LedgerCall.End.BREAK));
    all.forEach(it -> it.far.over());
  }

  /** The link is back and tells what is true. */
  void linksUp() {
    if (wire.up()) {
      return;
    }
    List<Snapshot.Leg> there = new ArrayList<>();
    for (Leg leg : legs.values()) {
      there.add(
          new Snapshot.Leg(
              leg.id, leg.inbound, leg.up, leg.number, "caller", leg.dialled, leg.bridge));
    }
    Set<SeatId> reachable = new HashSet<>();
    phones.forEach((seat, phone) -> {
      if (phone.registered()) {
        reachable.add(seat);
      }
    });
    wire.back(new Fact.Synced(new Snapshot(there, bridges, reachable)));
  }

  // what it is told

  /** Takes instructions in; they are done in their order. */
  void tell(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      if (!wire.up()) {
        wire.sayLocally(new Fact.Failed(instruction, 0, "no link"));
        continue;
      }
      lastDone = Math.max(lastDone, world.nanos() + world.between(50_000, 3_000_000));
      int told = wire.epoch();
      world.afterNanos(lastDone - world.nanos(), () -> reached(instruction, told));
    }
  }

  private void reached(Instruction instruction, int told) {
    if (told != wire.epoch()) {
      // the link was cut meanwhile: it may have been done, but nobody will say so
      if (world.seldom(500)) {
        done(instruction);
      }
      wire.sayLocally(new Fact.Failed(instruction, 0, "link cut"));
    } else if (world.seldom(troubles.refusals()) && refusable(instruction)) {
      if (instruction instanceof Instruction.StartRecording it) {
        recorder.refuses(it.recording());
      }
      if (instruction instanceof Instruction.PauseRecording it) {
        recorder.refusesSilence(it.recording());
      }
      wire.say(instruction, new Fact.Failed(instruction, 500, "refused"));
    } else {
      int status = done(instruction);
      if (status != 0) {
        wire.say(instruction, new Fact.Failed(instruction, status, "no such thing"));
      }
    }
  }

  private static boolean refusable(Instruction instruction) {
    return instruction instanceof Instruction.Dial
        || instruction instanceof Instruction.Play
        || instruction instanceof Instruction.StartRecording
        || instruction instanceof Instruction.PauseRecording
        || instruction instanceof Instruction.Answer;
  }

  /** Does it; 0 where it could. */
  private int done(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Answer it -> answer(it.leg());
      case Instruction.HangUp it -> {
        ends(it.leg(), 16);
        yield 0;
      }
      case Instruction.Play it -> play(it);
      case Instruction.StopPlay it -> {
        if (plays.containsKey(it.play())) {
          playOver(it.play());
        }
        yield 0;
      }
      case Instruction.StartMusic it -> music(it.leg(), true);
      case Instruction.StopMusic it -> music(it.leg(), false);
      case Instruction.OpenBridge it -> {
        bridges.add(it.bridge());
        yield 0;
      }
      case Instruction.Join it -> join(it);
      case Instruction.Leave it -> leave(it);
      case Instruction.CloseBridge it -> close(it.bridge());
      case Instruction.Dial it -> dial(it);
      case Instruction.StartRecording it -> legs.containsKey(it.leg()) ? recorder.record(it) : GONE;
      case Instruction.PauseRecording it -> recorder.silence(it);
      case Instruction.StopRecording it -> recorder.stop(it);
      case Instruction.HandToFallback _ -> 0;
      case Instruction.RemovePhone it -> {
        java.util.Objects.requireNonNull(phones.get(it.seat())).removed();
        yield 0;
      }
    };
  }

  private int answer(LegId id) {
    if (!legs.containsKey(id)) {
      return GONE;
    }
    answered(id);
    return 0;
  }

  private int play(Instruction.Play it) {
    if (!legs.containsKey(it.leg())) {
      return GONE;
    }
    if (usedIds.add(it.play())) {
      plays.put(it.play(), it.leg());
      world.after(
          world.between(300, 6_000),
          () -> {
            if (plays.remove(it.play()) != null) {
              wire.say(it.play(), new Fact.PlayEnded(it.play(), true));
            }
          });
    }
    return 0;
  }

  private int music(LegId id, boolean on) {
    Leg leg = legs.get(id);
    if (leg == null) {
      return GONE;
    }
    leg.music = on;
    return 0;
  }

  private int join(Instruction.Join it) {
    int status = bridges.contains(it.bridge()) ? 0 : GONE;
    for (LegId id : it.legs()) {
      Leg leg = legs.get(id);
      if (leg == null || status != 0) {
        status = GONE;
      } else if (!it.bridge().equals(leg.bridge)) {
        leg.bridge = it.bridge();
        leg.far.joined();
      }
    }
    return status;
  }

  private int leave(Instruction.Leave it) {
    Leg leg = legs.get(it.leg());
    if (leg == null || !it.bridge().equals(leg.bridge)) {
      return GONE;
    }
    leg.bridge = null;
    return 0;
  }

  private int close(BridgeId bridge) {
    if (!bridges.remove(bridge)) {
      return GONE;
    }
    legs.values().stream().filter(it -> bridge.equals(it.bridge)).forEach(it -> it.bridge = null);
    wire.say(bridge, new Fact.BridgeGone(bridge));
    return 0;
  }

  private int dial(Instruction.Dial it) {
    boolean citizen = it.to() instanceof Instruction.Destination.Citizen;
    if (citizen ? legs.containsKey(it.leg()) : !usedIds.add(it.leg())) {
      return 0;
    }
    PhoneNumber number =
        it.to() instanceof Instruction.Destination.Citizen(PhoneNumber dialled, var _, var _)
            ? dialled
            : PhoneNumber.WITHHELD;
    Leg leg = new Leg(it.leg(), false, number, "");
    legs.put(leg.id, leg);
    world.after(
        it.ringSeconds() * 1_000L,
        () -> {
          Leg ringing = legs.get(it.leg());
          if (ringing != null && !ringing.up) {
            ends(it.leg(), 19);
          }
        });
    switch (it.to()) {
      case Instruction.Destination.Phone to ->
          java.util.Objects.requireNonNull(phones.get(to.seat())).rings(leg);
      case Instruction.Destination.Outside _ -> new ModelPhone(world, this, null).rings(leg);
      case Instruction.Destination.Citizen to -> fence(to, leg);
    }
    return 0;
  }

  /** Lets an attempt through once; its memory outlives the switch itself. */
  private void fence(Instruction.Destination.Citizen to, Leg leg) {
    if (!usedIds.add(to.attempt())) {
      world.after(1, () -> ends(leg.id, FENCED));
    } else if (to.listen() && world.seldom(80)) {
      aMachineAnswers(leg);
    } else {
      new ModelPhone(world, this, null).rings(leg);
      world.after(world.about(25_000), () -> losesPatience(leg));
    }
  }

  /** He answered, and nobody talks to him. */
  private void losesPatience(Leg leg) {
    if (legs.get(leg.id) == leg && leg.up && leg.bridge == null) {
      ends(leg.id, 16);
    }
  }

  /** It is listened to, and hung up on. */
  private void aMachineAnswers(Leg leg) {
    int cause =
        world.seldom(300)
            ? Instruction.Destination.Citizen.FAX
            : Instruction.Destination.Citizen.VOICEMAIL;
    world.after(200, () -> says(leg.id, new Fact.LegRinging(leg.id)));
    world.after(200 + world.about(4_000), () -> ends(leg.id, cause));
  }

  /** How the link is told to stand before anything else, by an application that just began. */
  static Fact down() {
    return new Fact.LinkChanged(LinkState.DOWN, "began");
  }
}
