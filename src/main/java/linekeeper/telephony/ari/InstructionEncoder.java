package linekeeper.telephony.ari;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import linekeeper.kernel.PhoneNumber;
import linekeeper.telephony.Instruction;
import linekeeper.telephony.Instruction.Destination;
import linekeeper.telephony.ari.AriRequest.Method;

/**
 * The one place where instructions become requests. Ids were validated when they were made; what
 * else comes from people is validated here, and parameters travel as JSON bodies, so nothing can
 * become a header, a variable, a path or a piece of dialplan.
 */
public final class InstructionEncoder {
  private static final Pattern PROMPT = Pattern.compile("[a-z0-9][a-z0-9_-]*(/[a-z0-9_-]+)*");
  private static final Pattern OUTSIDE = Pattern.compile("[0-9]{3,20}");
  private static final int LONGEST_PROMPT = 80;
  private static final int MOST_PROMPTS = 32;
  private static final int LONGEST_SHOWN = 40;
  private static final int LONGEST_RING = 300;
  private static final String CARRIER_FORMAT = "alaw";

  private final String application;

  /** Encodes for the application of this name. */
  public InstructionEncoder(String application) {
    this.application = application;
  }

  /**
   * The request that carries an instruction out. Recording and phones do not travel this way and
   * are refused, as is everything hostile, with an {@link IllegalArgumentException}.
   */
  public AriRequest encode(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Answer(var leg) ->
          AriRequest.of(Method.POST, "channels", leg.value(), "answer");
      case Instruction.HangUp(var leg, var cause) -> hangUp(leg.value(), cause);
      case Instruction.Play play -> play(play);
      case Instruction.StopPlay(var play) ->
          AriRequest.of(Method.DELETE, "playbacks", play.value());
      case Instruction.StartMusic(var leg) ->
          AriRequest.of(Method.POST, "channels", leg.value(), "moh");
      case Instruction.StopMusic(var leg) ->
          AriRequest.of(Method.DELETE, "channels", leg.value(), "moh");
      case Instruction.OpenBridge(var bridge) ->
          AriRequest.of(Method.POST, Map.of("type", "mixing"), "bridges", bridge.value());
      case Instruction.Join(var bridge, var legs) ->
          AriRequest.of(
              Method.POST,
              Map.of("channel", legs.stream().map(Record::toString).toList()),
              "bridges",
              bridge.value(),
              "addChannel");
      case Instruction.Leave(var bridge, var leg) ->
          AriRequest.of(
              Method.POST,
              Map.of("channel", leg.value()),
              "bridges",
              bridge.value(),
              "removeChannel");
      case Instruction.CloseBridge(var bridge) ->
          AriRequest.of(Method.DELETE, "bridges", bridge.value());
      case Instruction.Dial dial -> dial(dial);
      case Instruction.HandToFallback(var leg) -> fallback(leg.value());
      case Instruction.StartRecording _,
          Instruction.PauseRecording _,
          Instruction.StopRecording _,
          Instruction.RemovePhone _ ->
          throw new IllegalArgumentException("not an instruction of the REST interface");
    };
  }

  /**
   * Whether this answer means that what was wanted is so, done now or before: a repeated
   * instruction is no failure.
   */
  public static boolean fine(Instruction instruction, AriReply reply) {
    if (reply.ok()) {
      return true;
    }
    int status = reply.status();
    return switch (instruction) {
      case Instruction.HangUp _, Instruction.StopPlay _, Instruction.CloseBridge _ -> status == 404;
      case Instruction.Leave _ -> status == 404 || status == 422;
      case Instruction.OpenBridge _, Instruction.Dial _ -> status == 409;
      case Instruction.StopMusic _ -> status == 404 || status == 409 || status == 412;
      case Instruction.Answer _,
          Instruction.Play _,
          Instruction.StartMusic _,
          Instruction.Join _,
          Instruction.HandToFallback _,
          Instruction.StartRecording _,
          Instruction.PauseRecording _,
          Instruction.StopRecording _,
          Instruction.RemovePhone _ ->
          false;
    };
  }

  private static AriRequest fallback(String leg) {
    return AriRequest.of(
        Method.POST,
        Map.of("context", "fallback", "extension", "s", "priority", 1),
        "channels",
        leg,
        "continue");
  }

  private static AriRequest hangUp(String leg, Instruction.Cause cause) {
    AriRequest bare = AriRequest.of(Method.DELETE, "channels", leg);
    return new AriRequest(bare.method(), bare.uri() + "?reason_code=" + q850(cause), null);
  }

  private static int q850(Instruction.Cause cause) {
    return switch (cause) {
      case NORMAL -> 16;
      case UNALLOCATED -> 1;
      case BUSY -> 17;
      case NO_ANSWER -> 19;
      case REJECTED -> 21;
      case CONGESTION -> 34;
    };
  }

  private static AriRequest play(Instruction.Play play) {
    if (play.prompts().isEmpty() || play.prompts().size() > MOST_PROMPTS) {
      throw new IllegalArgumentException("prompts: 1 to " + MOST_PROMPTS + " at a time");
    }
    List<String> media = play.prompts().stream().map(InstructionEncoder::media).toList();
    return AriRequest.of(
        Method.POST,
        Map.of("media", media, "lang", "zh"),
        "channels",
        play.leg().value(),
        "play",
        play.play().value());
  }

  private static String media(String prompt) {
    if (prompt.length() > LONGEST_PROMPT || !PROMPT.matcher(prompt).matches()) {
      throw new IllegalArgumentException("prompt: not a prompt's key");
    }
    return "sound:" + prompt;
  }

  /**
   * Originate, not create and dial: one request instead of two, it subscribes us before the phone
   * rings, and nothing can come between its halves.
   */
  private AriRequest dial(Instruction.Dial dial) {
    if (dial.ringSeconds() < 1 || dial.ringSeconds() > LONGEST_RING) {
      throw new IllegalArgumentException("ringSeconds: 1 to " + LONGEST_RING);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("endpoint", endpoint(dial.to()));
    body.put("app", application);
    body.put("appArgs", EventMeaning.DIALLED);
    body.put("callerId", callerId(dial.shown()));
    body.put("timeout", dial.ringSeconds());
    if (dial.to() instanceof Destination.Citizen(var _, var attempt, var listen)) {
      // what the dialplan's fence asks for
      String shown = dial.shown().replaceAll("[^0-9]", "");
      String listens = listen ? "yes" : "no";
      body.put("variables", Map.of("ATTEMPT", attempt.value(), "SHOWN", shown, "LISTEN", listens));
      // left to itself a Local channel takes the best there is: everything said would be converted
      // to 192,000 samples a second and back
      body.put("formats", CARRIER_FORMAT);
    }
    return AriRequest.of(Method.POST, body, "channels", dial.leg().value());
  }

  private static String endpoint(Destination to) {
    return switch (to) {
      case Destination.Phone(var seat) -> "PJSIP/" + PhoneRequests.user(seat);
      case Destination.Outside(var number) -> "PJSIP/" + digits(number) + "@trunk-ip";
      // "/n": the leg stays the one that we chose, also when it is answered
      case Destination.Citizen(var number, var _, var _) ->
          "Local/" + digits(number) + "@to-trunk/n";
    };
  }

  private static String digits(PhoneNumber number) {
    if (!OUTSIDE.matcher(number.value()).matches()) {
      throw new IllegalArgumentException("number: 3 to 20 digits can be dialled outside");
    }
    return number.value();
  }

  /** {@code "shown" <digits of shown>}, with nothing in it that could end either part. */
  static String callerId(String shown) {
    StringBuilder name = new StringBuilder();
    StringBuilder number = new StringBuilder();
    shown
        .codePoints()
        .limit(LONGEST_SHOWN)
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || " *#+-._".indexOf(c) >= 0) {
            name.appendCodePoint(c);
          }
          if ((c >= '0' && c <= '9') || c == '*' || c == '#' || c == '+') {
            number.appendCodePoint(c);
          }
        });
    return "\"" + name + "\" <" + number + ">";
  }
}
