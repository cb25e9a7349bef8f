package linekeeper.telephony.ari;

import java.util.Set;
import linekeeper.kernel.BridgeId;
import linekeeper.kernel.LegId;
import linekeeper.kernel.PhoneNumber;
import linekeeper.kernel.PlayId;
import linekeeper.telephony.Fact;

/**
 * What an event of the switch means. Needs no memory: whether a leg came in or was dialled by us is
 * said by the arguments with which it entered the application, and whether an answered leg can be
 * conducted already is said by the application it is in.
 */
final class EventMeaning {
  /** The first argument of a caller's leg, as the dialplan gives it. */
  static final String INBOUND = "inbound";

  /** The first argument of a leg that we dialled. */
  static final String DIALLED = "dialled";

  /** The name of our own sign of life. */
  static final String CANARY = "linekeeper-canary";

  /** A leg that is conducted by an application, and not on its way into one or out of it. */
  static final String CONDUCTED = "Stasis";

  private static final int LONGEST_TEXT = 80;
  private static final int HIGHEST_CAUSE = 127;
  private static final int NORMAL_CLEARING = 16;
  private static final int MOVED_ON = 2;
  private static final String DIGITS = "0123456789*#ABCD";

  /** Events that exist and say nothing we need: somebody else's, or told better by another one. */
  static final Set<String> IGNORED =
      Set.of(
          "ApplicationMoveFailed",
          "ApplicationRegistered",
          "ApplicationUnregistered",
          "BridgeAttendedTransfer",
          "BridgeBlindTransfer",
          "BridgeCreated",
          "BridgeMerged",
          "BridgeVideoSourceChanged",
          "ChannelCallerId",
          "ChannelConnectedLine",
          "ChannelCreated",
          "ChannelDialplan",
          "ChannelEnteredBridge",
          "ChannelLeftBridge",
          "ChannelTalkingFinished",
          "ChannelTalkingStarted",
          "ChannelToneDetected",
          "ChannelTransfer",
          "ChannelVarset",
          "ContactStatusChange",
          "DeviceStateChanged",
          "EndpointStateChange",
          "PeerStatusChange",
          "PlaybackContinuing",
          "PlaybackStarted",
          "RecordingFailed",
          "RecordingFinished",
          "RecordingStarted",
          "TextMessageReceived");

  private EventMeaning() {}

  static Incoming of(RawEvent raw) {
    if ("RESTResponse".equals(raw.type)) {
      return new Incoming.Answered(
          raw.type, raw.requestId, new AriReply(raw.status, raw.reason, raw.body));
    }
    try {
      return event(raw);
    } catch (IllegalArgumentException _) {
      // an id that can be none of ours, such as the ";2" half of a Local channel
      return new Incoming.Ignored(raw.type);
    }
  }

  private static Incoming event(RawEvent raw) {
    return switch (raw.type) {
      case "StasisStart" -> started(raw);
      case "StasisEnd" -> new Incoming.Left(raw.type, leg(raw));
      case "ChannelStateChange" -> changed(raw);
      case "Dial" ->
          "PROGRESS".equals(raw.dialStatus)
              ? heard(raw, new Fact.LegRinging(leg(raw)))
              : new Incoming.Ignored(raw.type);
      case "ChannelHangupRequest" -> ending(raw);
      case "ChannelDestroyed" -> heard(raw, new Fact.LegGone(leg(raw), cause(raw.cause)));
      case "ChannelHold" -> heard(raw, new Fact.LegHeld(leg(raw)));
      case "ChannelUnhold" -> heard(raw, new Fact.LegResumed(leg(raw)));
      case "ChannelDtmfReceived" -> digit(raw);
      case "PlaybackFinished" ->
          heard(raw, new Fact.PlayEnded(new PlayId(raw.thing), "done".equals(raw.thingState)));
      case "BridgeDestroyed" -> heard(raw, new Fact.BridgeGone(new BridgeId(raw.thing)));
      case "ChannelUserevent" ->
          CANARY.equals(raw.eventName)
              ? new Incoming.Canary(raw.type)
              : new Incoming.Ignored(raw.type);
      case "ApplicationReplaced" -> new Incoming.Replaced(raw.type);
      case "" -> new Incoming.Garbled("malformed", "no type");
      default ->
          IGNORED.contains(raw.type)
              ? new Incoming.Ignored(raw.type)
              : new Incoming.Unknown(raw.type);
    };
  }

  private static Incoming started(RawEvent raw) {
    return switch (raw.firstArgument) {
      case INBOUND ->
          heard(
              raw,
              new Fact.LegArrived(
                  leg(raw),
                  PhoneNumber.heard(raw.channel.callerNumber),
                  shorten(raw.channel.callerName),
                  shorten(raw.secondArgument)));
      // Our own leg enters the application when it is answered; only now can it be conducted.
      case DIALLED -> heard(raw, new Fact.LegUp(leg(raw)));
      default -> new Incoming.Unknown("StasisStart without our arguments");
    };
  }

  private static Incoming changed(RawEvent raw) {
    return switch (raw.channel.state) {
      case "Ringing" -> heard(raw, new Fact.LegRinging(leg(raw)));
      case "Up" ->
          CONDUCTED.equals(raw.channel.app)
              ? heard(raw, new Fact.LegUp(leg(raw)))
              : new Incoming.Ignored(raw.type);
      default -> new Incoming.Ignored(raw.type);
    };
  }

  /** Where the switch itself ends a leg, its "cause" is a set of flags; one means "move on". */
  private static Incoming ending(RawEvent raw) {
    if (raw.soft && raw.cause == MOVED_ON) {
      return new Incoming.Ignored(raw.type);
    }
    return new Incoming.Ending(raw.type, leg(raw), raw.soft ? NORMAL_CLEARING : cause(raw.cause));
  }

  private static Incoming digit(RawEvent raw) {
    if (raw.digit.length() != 1 || DIGITS.indexOf(raw.digit.charAt(0)) < 0) {
      return new Incoming.Ignored(raw.type);
    }
    return heard(raw, new Fact.DigitPressed(leg(raw), raw.digit.charAt(0)));
  }

  private static Incoming heard(RawEvent raw, Fact fact) {
    return new Incoming.Heard(raw.type, fact);
  }

  private static LegId leg(RawEvent raw) {
    return new LegId(raw.channel.id);
  }

  private static int cause(int cause) {
    return cause >= 0 && cause <= HIGHEST_CAUSE ? cause : 0;
  }

  /** At most 80 characters, never half of one. */
  static String shorten(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, half ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }
}
