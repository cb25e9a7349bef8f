package linekeeper.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import linekeeper.call.watch.FloorView;
import linekeeper.call.watch.FloorView.CallView;
import linekeeper.call.watch.FloorView.SeatView;
import linekeeper.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a view into the JSON fragment that every socket shares, {@code
 * {"subject":...,"view":{...}}}. Absent means null.
 */
final class ViewEncoder {
  private static final Pattern LOOKS_LIKE_A_NUMBER = Pattern.compile("\\+?[0-9]{7,20}");

  private final JsonMapper json =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /** What colleagues may know of a seat: that it exists and whether it is free. */
  record SeatOutline(String id, String name, String state) {}

  /** The whole view. */
  String full(FloorView view) {
    return fragment(view.subject(), view instanceof CallView call ? masked(call) : view);
  }

  /** What everybody may see of it where the whole is not for everybody, otherwise null. */
  @Nullable String outline(FloorView view) {
    SeatOutline outline = outlined(view);
    return outline == null ? null : fragment(view.subject(), outline);
  }

  /** The same before it is encoded. */
  static @Nullable SeatOutline outlined(FloorView view) {
    return view instanceof SeatView seat
        ? new SeatOutline(seat.id(), seat.name(), seat.agent() == null ? "SIGNED_OUT" : "TAKEN")
        : null;
  }

  private String fragment(String subject, Object view) {
    return "{\"subject\":"
        + json.writeValueAsString(subject)
        + ",\"view\":"
        + json.writeValueAsString(view)
        + "}";
  }

  /** The floor masks; this is the second lock on the same door. */
  private static CallView masked(CallView call) {
    String caller = masked(call.callerMasked());
    String consulted = call.consulted() == null ? null : masked(call.consulted());
    if (caller.equals(call.callerMasked())
        && (consulted == null || consulted.equals(call.consulted()))) {
      return call;
    }
    return new CallView(
        call.id(),
        call.state(),
        call.since(),
        call.line(),
        call.queue(),
        caller,
        call.arrivedAt(),
        call.queuedAt(),
        call.offeredAt(),
        call.answeredAt(),
        call.endedAt(),
        call.position(),
        call.seat(),
        call.agent(),
        consulted,
        call.recording(),
        call.recordingPaused());
  }

  private static String masked(String shown) {
    return LOOKS_LIKE_A_NUMBER.matcher(shown).matches() ? PhoneNumber.heard(shown).masked() : shown;
  }
}
