package linekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size budgets of {@code config/checkstyle.xml} refuse what is over them, and only that. */
class SizeBudgetTest {
  @TempDir Path directory;

  @Test
  void a_small_file_with_a_switch_over_patterns_is_within_all_budgets() throws Exception {
    assertThat(
            complaints(
                """
                class Fine {
                  sealed interface Shape {}
                  record Dot(int x) implements Shape {}
                  record Line(int from, int to) implements Shape {}
                  int size(Shape shape) {
                    return switch (shape) {
                      case Dot(int x) -> x;
                      case Line line when line.from() > 3 -> 1;
                      case Line(int from, int to) -> to - from;
                    };
                  }
                }
                """))
        .isEmpty();
  }

  @Test
  void a_file_over_400_lines_is_refused() throws Exception {
    assertThat(complaints("class Long {\n" + "\n".repeat(400) + "}\n"))
        .containsExactly("FileLengthCheck");
  }

  @Test
  void a_method_over_40_lines_is_refused() throws Exception {
    assertThat(complaints(method("int a = 0;\n" + "a++;\n".repeat(39))))
        .containsExactly("MethodLengthCheck");
  }

  @Test
  void a_seventh_parameter_is_refused() throws Exception {
    assertThat(
            complaints(
                "class Many { void m(int a, int b, int c, int d, int e, int f, int g) {} }\n"))
        .containsExactly("ParameterNumberCheck");
  }

  @Test
  void an_eleventh_branch_is_refused() throws Exception {
    assertThat(complaints(method("int a = 0;\n" + "if (a == 0) { a = 1; }\n".repeat(10))))
        .containsExactly("CyclomaticComplexityCheck");
  }

  @Test
  void a_fourth_nested_condition_or_loop_is_refused() throws Exception {
    assertThat(
            complaints(
                method("if (1 > 0) { if (1 > 0) { if (1 > 0) { if (1 > 0) { return; } } } }\n")))
        .containsExactly("NestedIfDepthCheck");
    assertThat(complaints(method("for (;;) { for (;;) { for (;;) { for (;;) {} } } }\n")))
        .containsExactly("NestedForDepthCheck");
  }

  private static String method(String body) {
    return "class One {\nvoid m() {\n" + body + "}\n}\n";
  }

  private List<String> complaints(String source) throws IOException, CheckstyleException {
    File file = Files.writeString(directory.resolve("Sample.java"), source).toFile();
    Checker checker = new Checker();
    Complaints complaints = new Complaints();
    checker.setModuleClassLoader(Checker.class.getClassLoader());
    checker.configure(
        ConfigurationLoader.loadConfiguration(
            "config/checkstyle.xml", new PropertiesExpander(new Properties())));
    checker.addListener(complaints);
    checker.process(List.of(file));
    checker.destroy();
    return complaints.sources;
  }

  private static final class Complaints implements AuditListener {
    private final List<String> sources = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      String source = event.getSourceName();
      sources.add(source.substring(source.lastIndexOf('.') + 1));
    }

    @Override
    public void addException(AuditEvent event, Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }
}
