package linekeeper.simulation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linekeeper.call.model.Entry;

/** Tells a failure so that it can be understood and repeated. */
final class Telling {
  private static final int ENTRIES = 40;
  private static final Pattern SUBJECT = Pattern.compile("(caller-\\d+|lk-[0-9a-f-]{36})");

  private Telling() {}

  static String of(long seed, int arrived, boolean callBack, List<Entry> lately, Throwable broken) {
    String what = String.valueOf(broken.getMessage());
    StringBuilder story = new StringBuilder();
    story.append("seed ").append(seed).append(", at caller ").append(arrived);
    story.append(": ").append(what.length() > 1_500 ? what.substring(0, 1_500) : what);
    story.append("\nagain: linekeeper sim --seed ").append(seed);
    story.append(" --calls ").append(arrived).append(callBack ? " --call-back true\n" : "\n");
    List<Entry> told = about(what, lately);
    for (Entry entry : told.subList(Math.max(0, told.size() - ENTRIES), told.size())) {
      String input = entry.input().toString();
      story.append(entry.number()).append(' ').append(entry.at()).append(' ');
      story.append(input, 0, Math.min(300, input.length())).append('\n');
    }
    return story.toString();
  }

  /** The entries that name a leg of the failure, else all. */
  private static List<Entry> about(String what, List<Entry> lately) {
    Matcher matcher = SUBJECT.matcher(what);
    if (!matcher.find()) {
      return lately;
    }
    String subject = matcher.group();
    String last = String.valueOf(lately.isEmpty() ? null : lately.getLast().number());
    return lately.stream()
        .filter(it ->
            it.input().toString().contains(subject)
                || it.input().toString().contains("LinkChanged")
                || it.input().toString().contains("AlarmKey")
                || String.valueOf(it.number()).equals(last))
        .toList();
  }
}
