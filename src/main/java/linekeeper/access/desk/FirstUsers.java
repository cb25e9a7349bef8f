package linekeeper.access.desk;

import static java.util.Map.entry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linekeeper.access.Audit;
import linekeeper.access.Role;
import linekeeper.access.model.Account;
import linekeeper.access.store.UserTable;
import linekeeper.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Before the doors open: the demo's users, or the first administrator, or a clear word on how to
 * get one. There is no default password.
 */
@Component
final class FirstUsers implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(FirstUsers.class);
  private static final String ADMIN = "admin";
  private static final String BOOTSTRAP = "linekeeper.bootstrap-admin-password";
  private static final Map<String, Demo> DEMO =
      Map.ofEntries(
          entry("agent1", new Demo("坐席一号", Role.AGENT)),
          entry("agent2", new Demo("坐席二号", Role.AGENT)),
          entry("agent3", new Demo("坐席三号", Role.AGENT)),
          entry("agent4", new Demo("坐席四号", Role.AGENT)),
          entry("agent5", new Demo("坐席五号", Role.AGENT)),
          entry("leader1", new Demo("班组长一号", Role.TEAM_LEADER)),
          entry("inspector1", new Demo("质检员一号", Role.QUALITY_INSPECTOR)),
          entry("analyst1", new Demo("统计分析岗一号", Role.ANALYST)),
          entry("admin1", new Demo("系统管理员一号", Role.SYSTEM_ADMIN)),
          entry("security1", new Demo("安全管理员一号", Role.SECURITY_ADMIN)),
          entry("auditor1", new Demo("审计管理员一号", Role.AUDIT_ADMIN)));

  private final UserTable table;
  private final Passwords passwords;
  private final FirstUserProperties properties;
  private final AccessProperties access;
  private final Audit audit;
  private final InstantSource clock;

  FirstUsers(
      UserTable table,
      Passwords passwords,
      FirstUserProperties properties,
      AccessProperties access,
      Audit audit,
      InstantSource clock) {
    this.table = table;
    this.passwords = passwords;
    this.properties = properties;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  private record Demo(String displayName, Role role) {}

  @Override
  public void afterSingletonsInstantiated() {
    if (properties.demo()) {
      DEMO.keySet().stream().sorted().forEach(this::demo);
    } else if (table.empty()) {
      bootstrap(properties.bootstrapAdminPassword());
    }
  }

  private void demo(String name) {
    String password = properties.demoPassword().getOrDefault(name, "");
    if (password.isBlank()) {
      LOG.warn("demo user {} cannot sign in: linekeeper.demo-password.{} is not set", name, name);
      return;
    }
    Optional<Account> found = table.find(name);
    if (found.isEmpty()) {
      Demo demo = DEMO.get(name);
      if (demo != null) {
        add(name, demo.displayName(), demo.role(), password, true);
      }
    } else if (found.get().demo() && !known(password, found.get())) {
      table.update(found.get().withPassword(passwords.hash(password), clock.instant()));
      audit.record("system", "user.password", "user:" + name, true, "demo");
    }
  }

  private boolean known(String password, Account account) {
    return Boolean.TRUE.equals(passwords.matches(password, account.passwordHash()));
  }

  private void bootstrap(@Nullable String password) {
    if (password == null || password.isBlank()) {
      LOG.warn(
          "nobody can sign in yet: start once with {} set, sign in as {}, create a named administrator, "
              + "and take the property away again",
          BOOTSTRAP,
          ADMIN);
      return;
    }
    Refusal refusal = access.passwordPolicy().refuse(ADMIN, password);
    if (refusal != null) {
      throw new IllegalStateException(BOOTSTRAP + ": " + refusal.message());
    }
    add(ADMIN, "系统管理员", Role.SYSTEM_ADMIN, password, false);
    LOG.info("user {} was created; {} has done its work and can be taken away", ADMIN, BOOTSTRAP);
  }

  private void add(String name, String displayName, Role role, String password, boolean demo) {
    Instant now = clock.instant();
    String hash = passwords.hash(password);
    Account account =
        new Account(name, displayName, hash, Set.of(role), Set.of(), false, demo, now, now);
    if (table.add(account)) {
      audit.record("system", "user.create", "user:" + name, true, demo ? "demo" : "bootstrap");
    }
  }
}
