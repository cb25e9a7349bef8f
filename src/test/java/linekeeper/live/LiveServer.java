package linekeeper.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import linekeeper.access.Role;
import linekeeper.access.Standing;
import linekeeper.access.User;
import linekeeper.platform.web.Origins;
import linekeeper.platform.web.WebProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The live door on a real Tomcat, with a floor and an access that a test holds in its hands. */
final class LiveServer implements AutoCloseable {
  final TestFloor floor;
  final Set<String> fallen = ConcurrentHashMap.newKeySet();
  private final ServletWebServerApplicationContext context;

  LiveServer(TestFloor floor, String... properties) {
    this.floor = floor;
    SpringApplication application = new SpringApplication(Parts.class);
    application.addInitializers(fresh -> {
      var beans = fresh.getBeanFactory();
      beans.registerSingleton("floor", floor);
      beans.registerSingleton("standing", new TestStanding(fallen));
    });
    String[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "--server.port=0",
                    "--spring.config.name=none",
                    "--spring.main.banner-mode=off",
                    "--spring.threads.virtual.enabled=true",
                    "--logging.level.root=warn"),
                Arrays.stream(properties).map(property -> "--" + property))
            .toArray(String[]::new);
    context = (ServletWebServerApplicationContext) application.run(arguments);
    floor.watch(context.getBean(Fanout.class));
  }

  int port() {
    return java.util.Objects.requireNonNull(context.getWebServer()).getPort();
  }

  double counted(String name) {
    return context.getBean(MeterRegistry.class).find(name).counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  void stop() {
    context.close();
  }

  @Override
  public void close() {
    context.close();
  }

  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  @EnableConfigurationProperties(WebProperties.class)
  @Import({LiveConfiguration.class, Origins.class})
  // no @Configuration: a scan for the whole application must not find it
  static class Parts {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }

    /** Whoever says who he is, is: {@code ?as=agent1} an agent, {@code leader...} a leader. */
    @Bean
    OncePerRequestFilter identities() {
      return new OncePerRequestFilter() {
        @Override
        protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
          String name = request.getParameter("as");
          if (name != null) {
            Role role =
                name.startsWith("leader")
                    ? Role.TEAM_LEADER
                    : name.startsWith("admin") ? Role.SYSTEM_ADMIN : Role.AGENT;
            boolean machine = Origins.bearsToken(request);
            User user = new User(name, name, Set.of(role), Set.of(), machine);
            SecurityContextHolder.getContext()
                .setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(user, null, Set.of()));
          }
          try {
            chain.doFilter(request, response);
          } finally {
            SecurityContextHolder.clearContext();
          }
        }
      };
    }
  }

  private record TestStanding(Set<String> gone) implements Standing {
    @Override
    public Pass of(HttpServletRequest request) {
      String name = request.getParameter("as");
      return new Pass(name, Kind.SESSION, "session-of-" + name, Set.of());
    }

    @Override
    public Set<Pass> fallen(Collection<Pass> passes) {
      return passes.stream().filter(pass -> gone.contains(pass.user())).collect(Collectors.toSet());
    }
  }
}
