package linekeeper.platform.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the console from {@code classpath:/static}. Its pages are made in the browser, so a GET
 * for a path without a dot that nobody else answers is given {@code index.html}.
 */
@Configuration(proxyBeanMethods = false)
final class ConsoleFiles implements WebMvcConfigurer {
  private static final Duration YEAR = Duration.ofDays(365);

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // the names of built files change with what is in them
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/assets/")
        .setCacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable());
    registry
        .addResourceHandler("/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.noCache())
        .resourceChain(false)
        .addResolver(new Pages());
  }

  private static final class Pages extends PathResourceResolver {
    private static final List<String> NOT_PAGES =
        List.of("api", "actuator", "assets", "error", "live", "metrics", "v3");

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      Resource file = path.isEmpty() ? null : super.getResource(path, location);
      return file == null && page(path) ? super.getResource("index.html", location) : file;
    }

    private static boolean page(String path) {
      int slash = path.indexOf('/');
      String first = slash < 0 ? path : path.substring(0, slash);
      return path.indexOf('.') < 0 && !NOT_PAGES.contains(first);
    }
  }
}
