package linekeeper.benchmark.truth;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import linekeeper.benchmark.live.Watchers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A screen that sees the whole floor: it shows the truth when the link is up, exactly as many calls
 * are there as callers, and no more wait than do.
 */
final class FloorReading implements Watchers.Reading {
  private static final Set<String> OVER = Set.of("ENDED", "WRAP_UP", "FAREWELL");
  private final JsonMapper json = JsonMapper.shared();
  private final Goal goal;
  private final Map<String, Boolean> calls = new HashMap<>();
  private String link = "";
  private int waiting = Integer.MAX_VALUE;
  private boolean taking;
  private int reached;

  FloorReading(Goal goal) {
    this.goal = goal;
  }

  @Override
  public int probes(String message) {
    JsonNode it = json.readTree(message);
    switch (it.path("t").asString("")) {
      case "snapshot" -> {
        if (!taking) {
          calls.clear();
        }
        taking = true;
        apply(it);
      }
      case "marker" -> taking = false;
      case "patch" -> apply(it);
      default -> {}
    }
    Goal.Truth truth = goal.now();
    if (!taking && shows(truth)) {
      reached = truth.number();
    }
    return reached;
  }

  private boolean shows(Goal.Truth truth) {
    long live = calls.values().stream().filter(it -> it).count();
    return link.equals("UP") && live == truth.calls() && waiting <= truth.waiting();
  }

  private void apply(JsonNode message) {
    for (JsonNode item : message.path("set")) {
      String subject = item.path("subject").asString("");
      JsonNode view = item.path("view");
      if (subject.startsWith("call:")) {
        calls.put(subject, !OVER.contains(view.path("state").asString("")));
      } else if (subject.equals("floor")) {
        link = view.path("link").asString("");
      } else if (subject.equals("queue:service")) {
        waiting = view.path("waiting").asInt(0);
      }
    }
    message.path("gone").forEach(it -> calls.remove(it.asString("")));
  }

  @Override
  public boolean settled() {
    return reached == goal.now().number();
  }
}
