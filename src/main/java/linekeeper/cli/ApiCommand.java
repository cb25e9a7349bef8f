package linekeeper.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code api METHOD PATH [JSON] [--as USER]}: one request, its JSON printed. */
final class ApiCommand {
  static final String USAGE = "api METHOD PATH [JSON] [--as USER]";

  private ApiCommand() {}

  static int run(Home home, List<String> arguments, PrintStream out, PrintStream err)
      throws IOException {
    Options options = new Options(arguments, Set.of("as"), Set.of());
    List<String> plain = options.plain();
    if (plain.size() < 2 || plain.size() > 3 || !plain.get(1).startsWith("/")) {
      throw new Options.Usage("a method and a path are needed");
    }
    Api api = new Door(home).as(options.text("as", "leader1"));
    @Nullable String body = plain.size() == 3 ? plain.get(2) : null;
    Api.Answer answer = api.ask(plain.get(0).toUpperCase(Locale.ROOT), plain.get(1), body);
    String text = pretty(answer);
    if (!text.isEmpty()) {
      (answer.ok() ? out : err).println(text);
    } else if (!answer.ok()) {
      err.println(answer.status());
    }
    return answer.ok() ? 0 : 1;
  }

  private static String pretty(Api.Answer answer) {
    if (answer.body().isMissingNode()) {
      return answer.text().strip();
    }
    return JsonMapper.builder()
        .build()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(answer.body());
  }
}
