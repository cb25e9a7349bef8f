package linekeeper.live;

import org.springframework.web.socket.CloseStatus;

/** Why the server ends a socket: a word for programs, a sentence for people, a close code. */
enum Farewell {
  REPLACED(4000, "replaced", "This seat's console was opened somewhere else."),
  SESSION_ENDED(4001, "session.ended", "The session or token is no longer valid; sign in again."),
  SILENT(4002, "silent", "No sign of life from the client; connect again."),
  SLOW(4003, "slow", "The client reads too slowly; connect again for a fresh snapshot."),
  TOO_MANY(4004, "too-many", "Too many sockets are open; close some."),
  GOING_AWAY(1001, "going-away", "The server is stopping; connect again shortly."),
  NOT_TEXT(1003, "not-text", "Only text messages are understood."),
  MALFORMED(1007, "malformed", "The message is not JSON of the documented form."),
  UNKNOWN(1008, "unknown", "The message's type is not one a client may send."),
  FLOOD(1008, "flood", "Too many messages.");

  private final int status;
  private final String code;
  private final String message;

  Farewell(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }

  CloseStatus closeStatus() {
    return new CloseStatus(status, code);
  }
}
