package linekeeper.telephony.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linekeeper.kernel.Step;
import linekeeper.telephony.LinkState;
import linekeeper.telephony.Snapshot;
import linekeeper.telephony.model.LinkInput.Connect;
import linekeeper.telephony.model.LinkInput.Drain;
import linekeeper.telephony.model.LinkInput.Drained;
import linekeeper.telephony.model.LinkInput.Echo;
import linekeeper.telephony.model.LinkInput.Garbled;
import linekeeper.telephony.model.LinkInput.Greeted;
import linekeeper.telephony.model.LinkInput.Lost;
import linekeeper.telephony.model.LinkInput.Opened;
import linekeeper.telephony.model.LinkInput.Taken;
import linekeeper.telephony.model.LinkInput.Tick;

/**
 * The link to the switch.
 *
 * <pre>
 *            Connect          Opened            Greeted          Taken
 *   Down ─────────────> Dialling ─────> Greeting ─────> Syncing ──────> Up
 *    ^                     │               │             │   ^           │ │
 *    │   Lost, too slow    │               │             │   └─ Garbled ─┘ │
 *    ├─────────────────────┴───────────────┴─────────────┘                 │
 *    └───────────────────────── Lost, frozen ──────────────────────────────┘
 *   any ── Drain ──> Draining ── Drained, Lost, too slow ──> Left
 * </pre>
 *
 * A stall or an end of stream means "state unknown": every way back to Up leads through Syncing.
 */
public final class Link {
  /** How long dialling, greeting, taking stock or draining may each take. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How often signs of life are sent. */
  static final Duration CANARY_EVERY = Duration.ofSeconds(2);

  /** How long any of them may stay away; with ticks and the way back this stays under 6 s. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  /** A link that held this long has earned a quick first retry. */
  static final Duration STEADY = Duration.ofSeconds(10);

  /** Stock is not taken again sooner than this: a storm of garbage must not become one of ours. */
  static final Duration RESYNC_AT_MOST_EVERY = Duration.ofSeconds(2);

  private static final Duration FIRST_RETRY = Duration.ofMillis(50);
  private static final Duration LAST_RETRY = Duration.ofSeconds(1);

  /** Where the link stands, with what only that position needs. */
  public sealed interface State {

    /** The position as others know it. */
    default LinkState seen() {
      return switch (this) {
        case Down _, Left _ -> LinkState.DOWN;
        case Dialling _ -> LinkState.DIALLING;
        case Greeting _ -> LinkState.GREETING;
        case Syncing _ -> LinkState.SYNCING;
        case Up _ -> LinkState.UP;
        case Draining _ -> LinkState.DRAINING;
      };
    }
  }

  /** No connection. {@code failures} counts tries since the link last held. */
  public record Down(int failures) implements State {}

  /** Connecting since. */
  public record Dialling(int failures, Instant since) implements State {}

  /** Proving who both sides are since. */
  public record Greeting(int failures, Instant since) implements State {}

  /** Taking stock since. */
  public record Syncing(int failures, Instant since) implements State {}

  /**
   * Facts flow.
   *
   * @param sent when signs of life were last sent
   * @param event when {@link LinkInput.Probe#ARI_EVENT} was last heard; likewise the others
   */
  public record Up(
      int failures, Instant since, Instant sent, Instant event, Instant reply, Instant ami)
      implements State {}

  /** Leaving in order since. */
  public record Draining(Instant since) implements State {}

  /** Left for good. */
  public record Left() implements State {}

  private Link() {}

  /** Before anybody wanted a link. */
  public static State start() {
    return new Down(0);
  }

  /** One step. {@code now} must never run backwards. */
  public static Step<State, LinkEffect> step(State state, LinkInput input, Instant now) {
    if (input instanceof Drain) {
      return drain(state, now);
    }
    return switch (state) {
      case Down down -> inDown(down, input, now);
      case Dialling dialling -> inDialling(dialling, input, now);
      case Greeting greeting -> inGreeting(greeting, input, now);
      case Syncing syncing -> inSyncing(syncing, input, now);
      case Up up -> inUp(up, input, now);
      case Draining draining -> inDraining(draining, input, now);
      case Left left -> Step.same(left);
    };
  }

  /** How long to wait after so many failures in a row: 50 ms doubling to 1 s, less up to half. */
  static Duration backOff(int failures, double jitter) {
    long doubled = FIRST_RETRY.toMillis() << Math.min(Math.max(failures, 0), 20);
    long longest = Math.min(doubled, LAST_RETRY.toMillis());
    return Duration.ofMillis(longest - Math.round(longest * 0.5 * Math.clamp(jitter, 0.0, 1.0)));
  }

  private static Step<State, LinkEffect> inDown(Down down, LinkInput input, Instant now) {
    return switch (input) {
      case Connect _ ->
          Step.to(
              new Dialling(down.failures, now),
              List.of(
                  new LinkEffect.Announce(LinkState.DIALLING, "connecting"),
                  new LinkEffect.Open()));
      case Opened _, Greeted _, Taken _, Lost _, Garbled _, Echo _, Tick _, Drain _, Drained _ ->
          Step.same(down);
    };
  }

  private static Step<State, LinkEffect> inDialling(
      Dialling dialling, LinkInput input, Instant now) {
    return switch (input) {
      case Opened _ ->
          Step.to(
              new Greeting(dialling.failures, now),
              List.of(
                  new LinkEffect.Announce(LinkState.GREETING, "connected"),
                  new LinkEffect.Greet()));
      case Lost lost -> down(dialling.failures, lost.reason(), lost.jitter());
      case Tick tick when late(dialling.since, now) ->
          down(dialling.failures, "no connection in time", tick.jitter());
      case Connect _, Greeted _, Taken _, Garbled _, Echo _, Tick _, Drain _, Drained _ ->
          Step.same(dialling);
    };
  }

  private static Step<State, LinkEffect> inGreeting(
      Greeting greeting, LinkInput input, Instant now) {
    return switch (input) {
      case Greeted _ -> sync(greeting.failures, "greeted", now);
      case Lost lost -> down(greeting.failures, lost.reason(), lost.jitter());
      case Garbled garbled -> down(greeting.failures, "garbled greeting", garbled.jitter());
      case Tick tick when late(greeting.since, now) ->
          down(greeting.failures, "no answer to the greeting", tick.jitter());
      case Connect _, Opened _, Taken _, Echo _, Tick _, Drain _, Drained _ -> Step.same(greeting);
    };
  }

  private static Step<State, LinkEffect> inSyncing(Syncing syncing, LinkInput input, Instant now) {
    return switch (input) {
      case Taken taken -> up(syncing, taken.snapshot(), now);
      case Lost lost -> down(syncing.failures, lost.reason(), lost.jitter());
      case Garbled garbled -> down(syncing.failures, "garbled while syncing", garbled.jitter());
      case Tick tick when late(syncing.since, now) ->
          down(syncing.failures, "stock could not be taken in time", tick.jitter());
      case Connect _, Opened _, Greeted _, Echo _, Tick _, Drain _, Drained _ -> Step.same(syncing);
    };
  }

  private static Step<State, LinkEffect> inUp(Up up, LinkInput input, Instant now) {
    return switch (input) {
      case Lost lost -> down(earned(up, now), lost.reason(), lost.jitter());
      case Garbled garbled ->
          now.isBefore(up.since.plus(RESYNC_AT_MOST_EVERY))
              ? down(earned(up, now), "garbled again and again", garbled.jitter())
              : sync(up.failures, "garbled: something may have been missed", now);
      case Echo echo -> Step.to(heard(up, echo.probe(), now));
      case Tick tick -> tick(up, tick, now);
      case Connect _, Opened _, Greeted _, Taken _, Drain _, Drained _ -> Step.same(up);
    };
  }

  private static Step<State, LinkEffect> inDraining(
      Draining draining, LinkInput input, Instant now) {
    return switch (input) {
      case Drained _, Lost _ -> left();
      case Tick _ when late(draining.since, now) -> left();
      case Connect _, Opened _, Greeted _, Taken _, Garbled _, Echo _, Tick _, Drain _ ->
          Step.same(draining);
    };
  }

  private static Step<State, LinkEffect> drain(State state, Instant now) {
    return switch (state) {
      case Draining _, Left _ -> Step.same(state);
      case Down _, Dialling _, Greeting _ -> left();
      case Syncing _, Up _ ->
          Step.to(
              new Draining(now),
              List.of(new LinkEffect.Announce(LinkState.DRAINING, "shutting down")));
    };
  }

  private static Step<State, LinkEffect> left() {
    return Step.to(
        new Left(),
        List.of(
            new LinkEffect.Close("shut down"),
            new LinkEffect.Announce(LinkState.DOWN, "shut down")));
  }

  private static Step<State, LinkEffect> sync(int failures, String reason, Instant now) {
    return Step.to(
        new Syncing(failures, now),
        List.of(new LinkEffect.Announce(LinkState.SYNCING, reason), new LinkEffect.TakeStock()));
  }

  private static Step<State, LinkEffect> up(Syncing syncing, Snapshot snapshot, Instant now) {
    return Step.to(
        new Up(syncing.failures, now, now, now, now, now),
        List.of(
            new LinkEffect.Publish(snapshot),
            new LinkEffect.Announce(LinkState.UP, "in step with the switch"),
            new LinkEffect.SendCanaries()));
  }

  private static Step<State, LinkEffect> down(int failures, String reason, double jitter) {
    return Step.to(
        new Down(failures + 1),
        List.of(
            new LinkEffect.Close(reason),
            new LinkEffect.Announce(LinkState.DOWN, reason),
            new LinkEffect.Retry(backOff(failures, jitter))));
  }

  private static Up heard(Up up, LinkInput.Probe probe, Instant now) {
    return switch (probe) {
      case ARI_EVENT -> new Up(up.failures, up.since, up.sent, now, up.reply, up.ami);
      case ARI_REPLY -> new Up(up.failures, up.since, up.sent, up.event, now, up.ami);
      case AMI_EVENT -> new Up(up.failures, up.since, up.sent, up.event, up.reply, now);
    };
  }

  private static Step<State, LinkEffect> tick(Up up, Tick tick, Instant now) {
    List<String> silent = silent(up, tick.amiConnected(), now);
    if (!silent.isEmpty()) {
      return down(earned(up, now), "frozen: silent " + String.join(", ", silent), tick.jitter());
    }
    Instant ami = tick.amiConnected() ? up.ami : now;
    if (now.isBefore(up.sent.plus(CANARY_EVERY))) {
      return Step.to(new Up(up.failures, up.since, up.sent, up.event, up.reply, ami));
    }
    return Step.to(
        new Up(up.failures, up.since, now, up.event, up.reply, ami),
        List.of(new LinkEffect.SendCanaries()));
  }

  private static List<String> silent(Up up, boolean amiConnected, Instant now) {
    Instant oldest = now.minus(SILENCE);
    List<String> silent = new ArrayList<>();
    if (!up.event.isAfter(oldest)) {
      silent.add("ARI events");
    }
    if (!up.reply.isAfter(oldest)) {
      silent.add("ARI requests");
    }
    if (amiConnected && !up.ami.isAfter(oldest)) {
      silent.add("AMI");
    }
    return silent;
  }

  private static int earned(Up up, Instant now) {
    return now.isBefore(up.since.plus(STEADY)) ? up.failures : 0;
  }

  private static boolean late(Instant since, Instant now) {
    return !now.isBefore(since.plus(PATIENCE));
  }
}
