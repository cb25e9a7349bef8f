package linekeeper.access.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordPolicyTest {
  private final PasswordPolicy policy = new PasswordPolicy(10, 3);

  @Test
  void long_and_mixed_will_do() {
    assertThat(policy.refuse("agent1", "Correct-Horse")).isNull();
    assertThat(policy.refuse("agent1", "密码密码密码密码aB")).isNull();
  }

  @Test
  void short_plain_or_bearing_the_name_will_not() {
    assertThat(policy.refuse("agent1", "Co-Horse9")).isNotNull();
    assertThat(policy.refuse("agent1", "correcthorse")).isNotNull();
    assertThat(policy.refuse("agent1", "CORRECT12345")).isNotNull();
    assertThat(policy.refuse("agent1", "My-AGENT1-word")).isNotNull();
    assertThat(policy.refuse("agent1", "Aa1-".repeat(40))).isNotNull();
  }
}
