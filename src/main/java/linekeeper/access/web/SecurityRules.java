package linekeeper.access.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linekeeper.access.desk.Tokens;
import linekeeper.platform.web.Origins;
import linekeeper.platform.web.ProblemWriter;
import linekeeper.platform.web.Problems;
import linekeeper.platform.web.WebProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who passes the gate. The gate knows paths only and keeps strangers away from all but a few; which
 * permission a door asks for stands at the door and is the {@link Doorkeeper}'s business.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityRules implements WebMvcConfigurer {
  private final Doorkeeper doorkeeper;

  SecurityRules(Doorkeeper doorkeeper) {
    this.doorkeeper = doorkeeper;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(doorkeeper);
  }

  @Bean
  SecurityFilterChain doors(
      HttpSecurity http,
      SessionContext sessions,
      Tokens tokens,
      Origins origins,
      ProblemWriter problems,
      WebProperties web)
      throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable) // the forgery check below, for sessions only
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .securityContext(context -> context.securityContextRepository(sessions))
        .headers(headers -> headers(headers, web))
        .addFilterBefore(new ForgeryCheck(origins, problems), AuthorizationFilter.class)
        .addFilterBefore(new BearerFilter(tokens, problems), ForgeryCheck.class)
        .authorizeHttpRequests(SecurityRules::paths)
        .exceptionHandling(refused ->
            refused
                .authenticationEntryPoint((request, response, failure) ->
                    problems.write(response, Doorkeeper.SIGN_IN_FIRST.get()))
                .accessDeniedHandler((request, response, failure) ->
                    problems.write(
                        response,
                        Problems.of(
                            HttpStatus.NOT_FOUND, "path.unknown", "there is nothing here"))))
        .build();
  }

  private static void paths(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          paths) {
    paths
        .requestMatchers(SessionController.PATH, "/api/status", "/metrics", "/error")
        .permitAll()
        .requestMatchers(HttpMethod.GET, "/actuator/health")
        .permitAll()
        .requestMatchers("/actuator/**")
        .denyAll()
        .requestMatchers("/api/**", "/v3/**", "/live/**")
        .authenticated()
        .anyRequest()
        .permitAll();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers, WebProperties web) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy(web.connectTo())))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(
            policy -> policy.policy("microphone=(self), camera=(), geolocation=(), payment=()"))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }

  private static String contentPolicy(List<String> connectTo) {
    String connect =
        Stream.concat(Stream.of("'self'"), connectTo.stream()).collect(Collectors.joining(" "));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "connect-src " + connect,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'");
  }
}
