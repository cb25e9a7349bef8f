package linekeeper.cli.sip;

/**
 * What both ends of a call agreed to call it, from one end's view. Used on the phone's lane only.
 */
final class Dialog {
  private final SipPhone phone;
  private final String callId;
  private final String user;
  private final String local;
  private String remote;
  private String target;
  private long sequence;

  private Dialog(
      SipPhone phone, String callId, String user, String local, String remote, String target) {
    this.phone = phone;
    this.callId = callId;
    this.user = user;
    this.local = local;
    this.remote = remote;
    this.target = target;
  }

  static Dialog outgoing(SipPhone phone, Caller caller, String number) {
    String uri = "sip:" + number + "@" + SipPhone.address(phone.server());
    String from =
        "\"%s\" <sip:%s@%s>;tag=%s"
            .formatted(
                caller.name(),
                caller.user(),
                phone.own().getAddress().getHostAddress(),
                phone.token());
    return new Dialog(phone, phone.token(), caller.user(), from, "<" + uri + ">", uri);
  }

  static Dialog incoming(SipPhone phone, SipMessage invitation) {
    return new Dialog(
        phone,
        invitation.header("Call-ID"),
        invitation.requestUri().replaceAll("^sip:|@.*$", ""),
        invitation.header("To") + ";tag=" + phone.token(),
        invitation.header("From"),
        SipMessage.uri(invitation.header("Contact")));
  }

  String callId() {
    return callId;
  }

  /** Our next request. */
  SipMessage.Draft request(String method) {
    sequence++;
    return head(method, target, phone.via(), remote).with("CSeq", sequence + " " + method);
  }

  /** What acknowledges the final response to an INVITE of ours. */
  SipMessage acknowledge(SipMessage invite, SipMessage response) {
    boolean accepted = response.status() < 300;
    // a refusal is acknowledged inside the INVITE's own transaction, an answer in a new one
    String via = accepted ? phone.via() : invite.header("Via");
    String uri = accepted ? target : invite.requestUri();
    return head("ACK", uri, via, response.header("To"))
        .with("CSeq", invite.header("CSeq").replace("INVITE", "ACK"))
        .done();
  }

  SipMessage cancel(SipMessage invite) {
    return head("CANCEL", invite.requestUri(), invite.header("Via"), invite.header("To"))
        .with("CSeq", invite.header("CSeq").replace("INVITE", "CANCEL"))
        .done();
  }

  /** A response that bears our tag and says where we are. */
  SipMessage.Draft response(SipMessage request, int status, String reason) {
    String to = request.header("To");
    boolean tagged = !SipMessage.parameter(to, "tag").isEmpty();
    return SipMessage.response(request, tagged ? to : local, status, reason)
        .with("Contact", phone.contact(user));
  }

  /** Learns who answered and where he is from now on. */
  void learn(SipMessage message) {
    if (message.isResponse()) {
      remote = message.header("To");
    }
    if (!message.header("Contact").isEmpty()) {
      target = SipMessage.uri(message.header("Contact"));
    }
  }

  private SipMessage.Draft head(String method, String uri, String via, String to) {
    return SipMessage.request(method, uri)
        .with("Via", via)
        .with("Max-Forwards", "70")
        .with("From", local)
        .with("To", to)
        .with("Call-ID", callId)
        .with("Contact", phone.contact(user));
  }
}
