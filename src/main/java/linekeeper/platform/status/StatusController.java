package linekeeper.platform.status;

import java.util.Comparator;
import java.util.List;
import linekeeper.platform.web.Admits;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class StatusController {
  private static final String LINK = "link";
  private final List<Part> parts;
  private final String version;
  private final @Nullable String commit;

  StatusController(
      ObjectProvider<Part> parts,
      ObjectProvider<BuildProperties> build,
      @Value("${linekeeper.commit:}") String commit) {
    this.parts = parts.stream().sorted(Comparator.comparing(Part::name)).toList();
    BuildProperties properties = build.getIfAvailable();
    String known = properties == null ? null : properties.getVersion();
    this.version = known == null ? "unknown" : known;
    this.commit = commit.isBlank() ? null : commit;
  }

  @Admits(Admits.Who.SIGNED_IN_OR_LOCAL)
  @GetMapping("/api/status")
  Status status() {
    List<PartView> views =
        parts.stream().map(p -> new PartView(p.name(), p.state(), p.detail())).toList();
    Part.State link =
        views.stream()
            .filter(part -> LINK.equals(part.name()))
            .map(PartView::state)
            .findFirst()
            .orElse(null);
    return new Status(version, commit, link, views);
  }

  record Status(
      String version, @Nullable String commit, Part.@Nullable State link, List<PartView> parts) {}

  record PartView(String name, Part.State state, String detail) {}
}
