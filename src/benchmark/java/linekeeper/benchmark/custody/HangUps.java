package linekeeper.benchmark.custody;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import linekeeper.benchmark.phones.Callers;
import linekeeper.benchmark.phones.SeatPhones;
import linekeeper.benchmark.rig.Rig;
import linekeeper.cli.Api;
import linekeeper.kernel.PhoneNumber;
import tools.jackson.databind.JsonNode;

/**
 * Real calls of three minutes, hung up by their callers one after the other; measured from the BYE
 * to the first answer of {@code GET /api/recordings/ID/audio} that gives the first byte.
 */
public final class HangUps implements Callers.Ear, SeatPhones.Ear {
  private static final Duration APART = Duration.ofSeconds(2);
  private static final int PART = 206;
  private static final int TRY_MILLIS = 25;
  private static final int LONGEST_MILLIS = 30_000;
  private static final String FIRST_DIGITS = "139001300";

  private final Map<String, Callers.Call> calls = new ConcurrentHashMap<>();

  /** From hang-up to replayable, in milliseconds, of as many calls as there are seats. */
  public List<Double> measure(Rig rig, Callers callers, int seats, int seconds) throws Exception {
    Api leader = rig.signIn("leader1");
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < seats; i++) {
      String number = FIRST_DIGITS + "%02d".formatted(i);
      calls.put(number, callers.dial(Rig.HOTLINE, number, this));
      Thread.sleep(APART);
    }
    Thread.sleep(Duration.ofSeconds(seconds));
    Map<String, String> recordings = recordings(leader);
    for (Map.Entry<String, Callers.Call> call : calls.entrySet()) {
      String recording =
          Objects.requireNonNull(recordings.get(PhoneNumber.heard(call.getKey()).masked()));
      long began = System.nanoTime();
      callers.hangUp(call.getValue());
      awaitReplay(leader, recording);
      millis.add((System.nanoTime() - began) / 1e6);
      Thread.sleep(APART);
    }
    return millis;
  }

  /** Which recording is whose, of those that are being made. */
  private static Map<String, String> recordings(Api leader) {
    Map<String, String> recordings = new HashMap<>();
    for (JsonNode call : leader.get("/api/floor").body().path("calls")) {
      String id = call.path("id").asString("");
      String caller = call.path("callerMasked").asString("");
      for (JsonNode recording : leader.get("/api/recordings?callId=" + id).body().path("items")) {
        recordings.put(caller, recording.path("id").asString(""));
      }
    }
    return recordings;
  }

  private static void awaitReplay(Api leader, String recording) throws InterruptedException {
    for (int waited = 0; waited < LONGEST_MILLIS; waited += TRY_MILLIS) {
      if (leader.bytes("/api/recordings/" + recording + "/audio", "bytes=0-0").statusCode()
          == PART) {
        return;
      }
      Thread.sleep(TRY_MILLIS);
    }
    throw new IllegalStateException("a recording that cannot be replayed");
  }

  @Override
  public void rings(String seat, long silentNanos) {}

  @Override
  public void talked(String seat) {}
}
