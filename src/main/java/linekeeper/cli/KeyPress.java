package linekeeper.cli;

import linekeeper.cli.sip.SipLeg;

/** A key that a waiting caller presses once: {@code --press 1@5} is key 1 after 5 s of waiting. */
record KeyPress(char key, long after, boolean done) {

  static KeyPress of(Options options) {
    String text = options.text("press", "");
    if (text.isEmpty()) {
      return new KeyPress('1', 0, true);
    }
    if (!text.matches("[0-9*#]@\\d{1,6}(\\.\\d{1,3})?")) {
      throw new Options.Usage("--press: not KEY@SECONDS, such as 1@5: " + text);
    }
    long after = Math.round(1000 * Double.parseDouble(text.substring(2)));
    return new KeyPress(text.charAt(0), after, false);
  }

  /** Presses it where its moment has come; answers with what is left to do. */
  KeyPress now(SipLeg leg, CallReport report) {
    if (done || report.waiting() < after || !leg.up()) {
      return this;
    }
    report.say("pressing " + key);
    leg.audio().press(key);
    return new KeyPress(key, after, true);
  }
}
