package linekeeper.benchmark.phones;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The phones of all citizens, behind the carrier's address: each picks up at once and stays until
 * the far end hangs up.
 */
public final class Citizens implements AutoCloseable {
  private final Wire wire;
  private final Media media;
  private final String description;
  private final Ear ear;

  /** What was said to each INVITE, by its call: who repeats himself hears the same again. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  private final Map<String, Packet> talks = new ConcurrentHashMap<>();

  /** Told what the phones see, on the phones' thread. */
  public interface Ear {
    /** A phone is rung; once for each call, however often its INVITE is repeated. */
    void rings(String number);

    /** The far end knows that the phone was picked up. */
    void talks(String number);
  }

  /** Phones where the switch looks for its carrier. */
  public Citizens(InetSocketAddress own, InetSocketAddress server, Voice voice, Ear ear)
      throws IOException {
    this.wire = new Wire(own, server);
    this.media = new Media(own.getAddress().getHostAddress(), voice);
    this.description = media.description();
    this.ear = ear;
    wire.listen(this::hear);
  }

  /** How many are on the line. */
  public int open() {
    return answers.size();
  }

  private void hear(Packet packet) {
    if (packet.response()) {
      return;
    }
    switch (packet.method()) {
      case "INVITE" -> invited(packet);
      case "ACK" -> acknowledged(packet);
      default -> other(packet);
    }
  }

  private void invited(Packet packet) {
    String call = packet.header("Call-ID");
    String said = answers.get(call);
    if (said == null) {
      ear.rings(packet.user());
      String to = packet.header("To") + ";tag=" + wire.token();
      wire.send(packet.answer(180, "Ringing", to, contact(packet), ""));
      said = accept(packet, to);
      answers.put(call, said);
      talks.put(call, packet);
    } else if (packet.within()) {
      said = accept(packet, packet.header("To"));
    }
    wire.send(said);
  }

  private String accept(Packet packet, String to) {
    String more = contact(packet) + "Content-Type: application/sdp\r\n";
    return packet.answer(200, "OK", to, more, description);
  }

  private String contact(Packet packet) {
    return "Contact: <sip:" + packet.user() + "@" + wire.own() + ">\r\n";
  }

  private void acknowledged(Packet packet) {
    Packet invite = talks.remove(packet.header("Call-ID"));
    if (invite != null) {
      media.start(packet.header("Call-ID"), invite.audio());
      ear.talks(invite.user());
    }
  }

  /** The far end hangs up or cancels; anything else is a question whether we live. */
  private void other(Packet packet) {
    wire.send(packet.answer(200, "OK", packet.header("To"), "", ""));
    if (packet.method().equals("BYE") || packet.method().equals("CANCEL")) {
      String call = packet.header("Call-ID");
      media.stop(call);
      talks.remove(call);
      answers.remove(call);
    }
  }

  @Override
  public void close() {
    wire.close();
    media.close();
  }
}
