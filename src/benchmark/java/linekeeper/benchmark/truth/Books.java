package linekeeper.benchmark.truth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import linekeeper.benchmark.rig.Rig;
import linekeeper.cli.Api;
import linekeeper.kernel.PhoneNumber;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is on the line, and who talks with which seat: what the floor says, and what the switch says,
 * each in its own words and without the other.
 */
public final class Books {
  private static final String SEAT = "PJSIP/seat-";
  private static final String TRUNK = "PJSIP/trunk-ip-";
  private static final Set<String> OVER = Set.of("ENDED", "WRAP_UP", "FAREWELL");
  private static final Set<String> WAITING = Set.of("ARRIVED", "GREETING", "QUEUED", "OFFERED");

  private final Api leader;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI ari;
  private final String credentials;

  /** Those of this rig. */
  public Books(Rig rig, Api leader) {
    this.leader = leader;
    this.ari = rig.ari();
    this.credentials =
        "Basic "
            + Base64.getEncoder().encodeToString(("linekeeper:" + rig.ariSecret()).getBytes(UTF_8));
  }

  /** What the floor and the switch do not agree about; empty where they tell the same. */
  Set<String> differences() throws IOException, InterruptedException {
    Set<String> floor = floor(leader.get("/api/floor").body());
    Set<String> real = real(tree("/channels"), tree("/bridges"));
    Set<String> both = new HashSet<>(floor);
    both.retainAll(real);
    Set<String> differences = new TreeSet<>();
    floor.stream().filter(it -> !both.contains(it)).forEach(it -> differences.add("floor: " + it));
    real.stream().filter(it -> !both.contains(it)).forEach(it -> differences.add("switch: " + it));
    return differences;
  }

  /** How many wait and how many talk, by the floor. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    floor(leader.get("/api/floor").body())
        .forEach(it -> counts.merge(it.endsWith(" waits") ? "wait" : "talk", 1, Integer::sum));
    return counts;
  }

  /** What the floor shows: {@code 139****0001 waits}, {@code 139****0002 with s01}. */
  static Set<String> floor(JsonNode floor) {
    Set<String> lines = new HashSet<>();
    for (JsonNode call : floor.path("calls")) {
      String state = call.path("state").asString("");
      if (!OVER.contains(state)) {
        boolean waits = WAITING.contains(state);
        lines.add(
            line(
                call.path("callerMasked").asString(""),
                waits ? "" : call.path("seat").asString("")));
      }
    }
    return lines;
  }

  /** The same from the switch's channels and bridges. */
  static Set<String> real(JsonNode channels, JsonNode bridges) {
    Map<String, String> callers = new HashMap<>();
    Map<String, String> seats = new HashMap<>();
    for (JsonNode channel : channels) {
      String name = channel.path("name").asString("");
      String id = channel.path("id").asString("");
      if (name.startsWith(SEAT)) {
        seats.put(id, name.substring(SEAT.length(), name.lastIndexOf('-')));
      } else if (name.startsWith(TRUNK)) {
        String number = channel.path("caller").path("number").asString("");
        callers.put(id, PhoneNumber.heard(number).masked());
      }
    }
    Set<String> lines = new HashSet<>();
    bridges.forEach(bridge -> lines.addAll(pairs(bridge, callers, seats)));
    callers.values().forEach(it -> lines.add(line(it, "")));
    seats.values().forEach(it -> lines.add(line("nobody", it)));
    return lines;
  }

  /** Who is in this bridge; they are taken out of those who are in none. */
  private static Set<String> pairs(
      JsonNode bridge, Map<String, String> callers, Map<String, String> seats) {
    Set<String> lines = new HashSet<>();
    String caller = "nobody";
    String seat = "";
    for (JsonNode channel : bridge.path("channels")) {
      String id = channel.asString("");
      String at = seats.remove(id);
      String who = callers.remove(id);
      seat = at == null ? seat : at;
      caller = who == null ? caller : who;
    }
    boolean empty = caller.equals("nobody") && seat.isEmpty();
    lines.add(
        empty
            ? "an empty bridge"
            : seat.isEmpty() ? caller + " alone in a bridge" : line(caller, seat));
    return lines;
  }

  private static String line(String caller, String seat) {
    return seat.isEmpty() ? caller + " waits" : caller + " with " + seat;
  }

  /** Fetches channels and bridges, one after the other, and does nothing with them. */
  Fetched fetch() throws IOException, InterruptedException {
    long began = System.nanoTime();
    int bytes = ask("/channels").length + ask("/bridges").length;
    return new Fetched((System.nanoTime() - began) / 1e6, bytes);
  }

  /** What a fetch took. */
  record Fetched(double millis, int bytes) {}

  private JsonNode tree(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(ask(path));
  }

  private byte[] ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ari + "/ari" + path))
            .header("Authorization", credentials)
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + " was answered with " + response.statusCode());
    }
    return response.body();
  }
}
