package linekeeper.access.desk;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import linekeeper.access.model.Pace;
import org.springframework.stereotype.Component;

/**
 * The pace of failures per network address. In memory only: a restart forgives, and the lock on the
 * name does not depend on it.
 */
@Component
final class Addresses {
  private static final int KEPT = 10_000;
  private static final int NETWORK_BYTES = 8;
  private static final int IPV4_BYTES = 4;

  private final int atOnce;
  private final Duration interval;
  private final Map<String, Pace> paces =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
          return size() > KEPT;
        }
      };

  Addresses(AccessProperties properties) {
    this.atOnce = properties.addressFailures();
    this.interval = properties.addressInterval();
  }

  /** How long the address has to wait; zero or less where it has not. */
  synchronized Duration wait(String address, Instant now) {
    Pace pace = paces.get(network(address));
    return pace == null ? Duration.ZERO : pace.wait(now, interval, atOnce);
  }

  synchronized void failed(String address, Instant now) {
    paces.compute(
        network(address), (key, pace) -> (pace == null ? new Pace(now) : pace).fail(now, interval));
  }

  /** Whoever has one IPv6 address has 2^64 of them. */
  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      int kept = bytes.length == IPV4_BYTES ? IPV4_BYTES : NETWORK_BYTES;
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
    } catch (IllegalArgumentException notLiteral) {
      return address;
    }
  }
}
