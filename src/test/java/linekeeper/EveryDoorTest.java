package linekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import linekeeper.access.Needs;
import linekeeper.access.Role;
import linekeeper.platform.web.Admits;
import linekeeper.testing.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Everybody knocks at every door of the whole house, found as they are, not as they are listed. */
class EveryDoorTest extends HouseTest {
  private static final Map<String, Role> ROLES =
      Map.of(
          "agent1", Role.AGENT,
          "leader1", Role.TEAM_LEADER,
          "inspector1", Role.QUALITY_INSPECTOR,
          "analyst1", Role.ANALYST,
          "admin1", Role.SYSTEM_ADMIN,
          "security1", Role.SECURITY_ADMIN,
          "auditor1", Role.AUDIT_ADMIN);

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mapping;

  private record Door(String method, String path, HandlerMethod handler) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private List<Door> doors() {
    return mapping.getHandlerMethods().entrySet().stream()
        .filter(entry -> entry.getValue().getBeanType().getName().startsWith("linekeeper."))
        .flatMap(entry ->
            entry.getKey().getPatternValues().stream()
                .flatMap(path ->
                    methods(entry.getKey().getMethodsCondition().getMethods().stream())
                        .map(method -> new Door(method, path, entry.getValue()))))
        .toList();
  }

  private static Stream<String> methods(Stream<RequestMethod> methods) {
    List<String> names = methods.map(RequestMethod::name).toList();
    return names.isEmpty() ? Stream.of("GET") : names.stream();
  }

  @Test
  void every_door_has_a_rule() {
    assertThat(doors()).hasSizeGreaterThan(20);
    assertThat(doors())
        .allMatch(door ->
            door.handler().hasMethodAnnotation(Needs.class)
                || door.handler().hasMethodAnnotation(Admits.class));
  }

  @Test
  void only_these_doors_admit_anybody() {
    assertThat(doors().stream().filter(EveryDoorTest::open).map(Door::toString))
        .containsExactlyInAnyOrder("POST /api/session", "DELETE /api/session", "GET /error");
  }

  @Test
  void nobody_comes_in_without_signing_in() {
    for (Door door : doors().stream().filter(door -> !open(door)).toList()) {
      Http remote = stranger().with("X-Forwarded-For", "203.0.113.9");
      assertThat(knock(remote, door).status()).as(door.toString()).isEqualTo(401);
    }
  }

  @Test
  void each_role_comes_in_where_its_permissions_say_and_nowhere_else() {
    Map<String, List<String>> wrong = new TreeMap<>();
    for (String user : USERS) {
      Http visitor = stranger().signedIn(user, PASSWORD);
      for (Door door : doors().stream().filter(door -> !open(door)).toList()) {
        Http.Answer answer = knock(visitor, door);
        // a refused HEAD has no body that could say why
        boolean refused =
            answer.status() == 403
                && (door.toString().startsWith("HEAD")
                    || answer.text("code").equals("access.forbidden"));
        if (refused == may(user, door) || answer.status() == 401 || answer.status() == 500) {
          wrong
              .computeIfAbsent(door.toString(), key -> new ArrayList<>())
              .add(user + " " + answer.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean open(Door door) {
    Admits admits = door.handler().getMethodAnnotation(Admits.class);
    return admits != null && admits.value() == Admits.Who.ANYBODY;
  }

  private static boolean may(String user, Door door) {
    Needs needs = door.handler().getMethodAnnotation(Needs.class);
    Role role = ROLES.get(user);
    return needs == null
        || (role != null
            && Arrays.stream(needs.value())
                .anyMatch(permission -> permission.heldBy(java.util.Set.of(role))));
  }

  /**
   * About something that is not there, with a body that makes no sense, so that nothing happens.
   */
  private static Http.Answer knock(Http visitor, Door door) {
    String path =
        door.path()
            .replaceAll("\\{(id|callId|recordingId)}", "00000000-0000-0000-0000-000000000000")
            .replaceAll("\\{[^}]*}", "nothing-here");
    return door.method().equals("GET")
        ? visitor.get(path)
        : visitor
            .with("Content-Type", "application/json")
            .send(door.method(), path, "[]".getBytes(StandardCharsets.UTF_8));
  }
}
