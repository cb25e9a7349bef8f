package linekeeper.telephony.trace;

/** Hears every frame. Must return at once. */
public interface WireTrace {
  /** No trace. */
  WireTrace OFF =
      new WireTrace() {
        @Override
        public void sent(byte[] frame) {}

        @Override
        public void received(byte[] frame) {}
      };

  /** A frame that goes out. */
  void sent(byte[] frame);

  /** A frame that came in. */
  void received(byte[] frame);
}
