package linekeeper.platform.status;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import linekeeper.platform.web.Admits;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The figures, in the text form that Prometheus reads. */
@RestController
final class MetricsController {
  private static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";
  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Admits(Admits.Who.SIGNED_IN_OR_LOCAL)
  @GetMapping(path = "/metrics", produces = TEXT)
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(registry.scrape());
  }
}
