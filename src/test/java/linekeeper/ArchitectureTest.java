package linekeeper;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {
  private static final String FIXTURES = "linekeeper.fixtures.";
  private static JavaClasses house;
  private static JavaClasses fixtures;

  @BeforeAll
  static void look() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("linekeeper");
    fixtures = new ClassFileImporter().importPackages(FIXTURES);
  }

  static Stream<String> rules() {
    return HouseRules.all().keySet().stream();
  }

  @Test
  void modules_see_only_what_they_declared() {
    ApplicationModules.of(Linekeeper.class).verify();
  }

  @Test
  void the_house_is_looked_at_without_its_tests() {
    assertThat(house).hasSizeGreaterThan(100);
    assertThat(house.stream().filter(type -> type.getName().endsWith("Test"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_house_keeps_its_rules(String rule) {
    assertThat(evaluate(rule, house).getFailureReport().getDetails()).as(rule).isEmpty();
  }

  /** Each class of a rule's bad example must be named, so that no part of the rule is toothless. */
  @ParameterizedTest
  @MethodSource("rules")
  void each_rule_bites_on_each_of_its_bad_examples(String rule) {
    JavaClasses bad = fixtures.that(resideInAPackage(FIXTURES + rule + ".."));
    List<String> found = evaluate(rule, bad).getFailureReport().getDetails();
    Set<String> examples =
        bad.stream()
            .map(type -> type.getSimpleName())
            .filter(name -> !name.equals("package-info"))
            .collect(Collectors.toSet());

    assertThat(examples).as("bad examples of " + rule).isNotEmpty();
    for (String example : examples) {
      assertThat(found).as(rule).anyMatch(violation -> violation.contains(example));
    }
  }

  private static EvaluationResult evaluate(String rule, JavaClasses classes) {
    return Objects.requireNonNull(HouseRules.all().get(rule))
        .allowEmptyShould(true)
        .evaluate(classes);
  }
}
