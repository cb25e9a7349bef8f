package linekeeper;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test|Simulation))`");

  private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");
  private static final Path PEERS = Path.of("docs", "peer-faults.md");

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          dead.add(document + ": " + link.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void every_test_that_is_named_exists() throws IOException {
    Set<String> tests = tests();
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      Matcher name = TEST.matcher(Files.readString(document));
      while (name.find()) {
        if (!tests.contains(name.group(1))) {
          unknown.add(document + ": " + name.group(1));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void every_test_method_that_is_named_exists() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path document : documents()) {
      Matcher name = METHOD.matcher(Files.readString(document));
      while (name.find()) {
        if (!has(name.group(1), name.group(2))) {
          unknown.add(document + ": " + name.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void whatever_hurt_the_users_of_others_is_tried_here_or_does_not_apply() throws IOException {
    List<String> reports =
        Files.readAllLines(PEERS).stream()
            .filter(it -> it.startsWith("| ") && !it.startsWith("| report"))
            .toList();
    assertThat(reports).hasSizeGreaterThan(50);
    assertThat(reports)
        .allMatch(it -> METHOD.matcher(it).find() || it.contains("does not apply, because"));
  }

  /** Whether one of the classes of that name has a test of that name. */
  private static boolean has(String type, String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(it -> it.endsWith(type + ".java")).toList()) {
        if (Files.readString(file).contains("void " + test + "(")) {
          return true;
        }
      }
      return false;
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(Path.of("."));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(top, docs).filter(it -> it.toString().endsWith(".md")).toList();
    }
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".java"))
          .map(it -> it.replace(".java", ""))
          .collect(toSet());
    }
  }
}
