package linekeeper.call.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import linekeeper.call.event.CallEvent;
import linekeeper.call.event.LossType;
import linekeeper.kernel.CallId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PlayId;
import linekeeper.telephony.Fact;
import linekeeper.telephony.Instruction;
import org.jspecify.annotations.Nullable;

/** A caller of a {@link Story}. */
final class Caller {
  final LegId leg;
  private final Story story;
  private final @Nullable CallId id;

  Caller(Story story, LegId leg) {
    this.story = story;
    this.leg = leg;
    this.id =
        story.floor().calls().stream()
            .filter(it -> it.card().callerLeg().equals(leg))
            .findFirst()
            .map(it -> it.card().id())
            .orElse(null);
  }

  CallId id() {
    return requireNonNull(id, "he has no call");
  }

  Call call() {
    return requireNonNull(story.floor().call(id()), "his call is over");
  }

  boolean isOnTheFloor() {
    return id != null && story.floor().call(id) != null;
  }

  /** The call's state by its name, or {@code gone}. */
  String state() {
    return isOnTheFloor() ? Words.state(call()) : "gone";
  }

  int position() {
    return requireNonNull(story.floor().queues().get(call().card().queue()))
        .position(id(), story.floor().owedLast());
  }

  Caller isUp() {
    story.hears(new Fact.LegUp(leg));
    return this;
  }

  Caller hearsTheGreeting() {
    return hearsTheEnd();
  }

  /** What he hears last comes to its end. */
  Caller hearsTheEnd() {
    story.hears(new Fact.PlayEnded(playing(), true));
    return this;
  }

  /** The last play told for him. */
  PlayId playing() {
    return plays().getLast().play();
  }

  List<Instruction.Play> plays() {
    return story.told(Instruction.Play.class).stream().filter(it -> it.leg().equals(leg)).toList();
  }

  /** Presses a key of his phone. */
  Caller presses(char key) {
    story.hears(new Fact.DigitPressed(leg, key));
    return this;
  }

  /** The prompts told for him last. */
  List<String> hears() {
    return plays().getLast().prompts();
  }

  Caller hangsUp() {
    story.hears(new Fact.LegGone(leg, 16));
    return this;
  }

  // what became of him

  <E extends CallEvent> List<E> happened(Class<E> kind) {
    return story.happened(kind).stream().filter(it -> it.call().equals(id())).toList();
  }

  /** The loss type that was told, or null. */
  @Nullable LossType loss() {
    return happened(CallEvent.Lost.class).stream()
        .findFirst()
        .map(CallEvent.Lost::lossType)
        .orElse(null);
  }

  CallEvent.CallSummary ended() {
    return happened(CallEvent.Ended.class).getFirst().summary();
  }

  CallEvent.CallSummary completed() {
    return happened(CallEvent.Completed.class).getFirst().summary();
  }

  List<String> eventNames() {
    return happened(CallEvent.class).stream().map(it -> it.getClass().getSimpleName()).toList();
  }

  /** The switch closes the legs and the recording of a call that has ended. */
  Caller isClearedAway() {
    for (LegId open : isOnTheFloor() ? call().legs() : List.<LegId>of()) {
      story.hears(new Fact.LegGone(open, 16));
    }
    story.hears(new Fact.RecordingStopped(recording()));
    return this;
  }

  linekeeper.kernel.RecordingId recording() {
    return happened(CallEvent.Answered.class).getFirst().recording();
  }
}
