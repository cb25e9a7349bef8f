package linekeeper.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A verb's arguments: {@code --name VALUE}, {@code --flag}, and what stands by itself. */
final class Options {
  private final Map<String, String> named = new LinkedHashMap<>();
  private final List<String> plain = new ArrayList<>();

  /**
   * Reads arguments.
   *
   * @throws Usage for a name that is not known or lacks its value
   */
  Options(List<String> arguments, Set<String> valued, Set<String> flags) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String name = argument.startsWith("--") ? argument.substring(2) : "";
      if (name.isEmpty()) {
        plain.add(argument);
      } else if (flags.contains(name)) {
        named.put(name, "true");
      } else if (!valued.contains(name)) {
        throw new Usage("unknown option " + argument);
      } else if (++i == arguments.size()) {
        throw new Usage(argument + " needs a value");
      } else {
        named.put(name, arguments.get(i));
      }
    }
  }

  List<String> plain() {
    return List.copyOf(plain);
  }

  boolean has(String name) {
    return named.containsKey(name);
  }

  String text(String name, String otherwise) {
    return named.getOrDefault(name, otherwise);
  }

  String required(String name) {
    String value = named.get(name);
    if (value == null) {
      throw new Usage("--" + name + " is needed");
    }
    return value;
  }

  /** Seconds, as milliseconds; parts of a second are fine. */
  long seconds(String name, double otherwise) {
    return Math.round(1000 * number(name, otherwise));
  }

  int count(String name, int otherwise) {
    return (int) number(name, otherwise);
  }

  private double number(String name, double otherwise) {
    String text = named.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      throw new Usage("--" + name + ": not a number of 0 to 999999: " + text);
    }
    return Double.parseDouble(text);
  }

  /** What was asked for cannot be understood. */
  static final class Usage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Usage(String message) {
      super(message);
    }
  }
}
