package linekeeper.telephony.ari;

/** The fields of one frame that anybody here wants, as they came. Lives for one frame only. */
final class RawEvent {
  String type = "";
  final RawChannel channel = new RawChannel();
  String thing = "";
  String thingState = "";
  String firstArgument = "";
  String secondArgument = "";
  int cause;
  boolean soft;
  String digit = "";
  String dialStatus = "";
  String eventName = "";
  String requestId = "";
  int status;
  String reason = "";
  String body = "";

  /** A leg as the switch describes it. */
  static final class RawChannel {
    String id = "";
    String state = "";
    String callerName = "";
    String callerNumber = "";
    String app = "";
  }
}
