package linekeeper;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import linekeeper.access.Needs;
import linekeeper.platform.web.Admits;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules of the house, each under the name of the fixtures' package that breaks it. */
final class HouseRules {
  private static final String[] NO_OUTSIDE = {
    "java.sql..",
    "javax.sql..",
    "java.net.http..",
    "org.springframework.jdbc..",
    "org.springframework.web..",
    "org.springframework.http..",
    "jakarta.servlet..",
    "org.postgresql..",
    "io.minio..",
    "okhttp3.."
  };

  /** Those who wait for something that tells nobody when it is there. */
  private static final Set<String> MAY_SLEEP =
      Set.of(
          "linekeeper.telephony.desk.Recordings",
          "linekeeper.telephony.ami.AsteriskJavaAmi",
          "linekeeper.platform.data",
          "linekeeper.cli");

  private HouseRules() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new TreeMap<>();
    rules.put("pure", pure());
    rules.put("desks", desks());
    rules.put("clocks", clocks());
    rules.put("injection", injection());
    rules.put("finals", finals());
    rules.put("names", names());
    rules.put("cycles", slices().matching("linekeeper.(**)").should().beFreeOfCycles());
    rules.put("libraries", libraries());
    rules.put("tables", tables());
    rules.put("streams", streams());
    rules.put("marks", classes().should(beNullMarked()));
    rules.put("doors", doors());
    return rules;
  }

  private static ArchRule pure() {
    return noClasses()
        .that()
        .resideInAPackage("..model..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(NO_OUTSIDE)
                .or(resideInAnyPackage("org.springframework..", "java.util.concurrent.."))
                .or(named(Clock.class, InstantSource.class))
                .or(named(java.util.Random.class, java.security.SecureRandom.class)))
        .orShould()
        .accessTargetWhere(
            calls("java.lang.System", "nanoTime")
                .or(calls("java.lang.Math", "random"))
                .or(calls("java.util.UUID", "randomUUID")))
        .because("time, chance and the outside come in as inputs");
  }

  private static ArchRule desks() {
    return noClasses()
        .that()
        .resideInAPackage("..desk..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(NO_OUTSIDE))
        .because("a desk asks stores and drivers, in the house's own words");
  }

  private static ArchRule clocks() {
    return noClasses()
        .should()
        .accessTargetWhere(
            calls("java.time.", "now")
                .or(calls("java.lang.System", "currentTimeMillis"))
                .or(
                    calls("java.time.Clock", "system")
                        .and(not(from(Set.of("linekeeper.Linekeeper")))))
                .or(calls("java.lang.Thread", "sleep").and(not(from(MAY_SLEEP)))))
        .orShould()
        .dependOnClassesThat(named(java.util.Date.class, java.util.Calendar.class))
        .because("the one clock is given to whoever needs it");
  }

  private static ArchRule injection() {
    return noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource")
        .because("what something needs stands in its constructor");
  }

  private static ArchRule finals() {
    return classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and()
        .areNotAnnotatedWith(Configuration.class)
        .and()
        .areNotAnnotatedWith(SpringBootApplication.class)
        .and(not(enumConstant()))
        .should()
        .haveModifier(JavaModifier.FINAL);
  }

  private static ArchRule names() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Service)(\\$.*)?")
        .because("a name says what it is");
  }

  private static ArchRule libraries() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("linekeeper.telephony..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "org.asteriskjava..");
  }

  private static ArchRule tables() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "..store..", "linekeeper.platform.data..", "linekeeper.platform.journal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.jdbc..", "org.postgresql..");
  }

  private static ArchRule streams() {
    return noClasses()
        .should()
        .accessTargetWhere(
            calls("org.springframework.jdbc.core.simple.JdbcClient", "stream")
                .or(calls("org.springframework.jdbc.core.", "queryForStream")))
        .because("a stream that nobody closes keeps its connection for ever: ask for a list");
  }

  private static ArchRule doors() {
    return methods()
        .that(areDoors())
        .should()
        .beAnnotatedWith(Needs.class)
        .orShould()
        .beAnnotatedWith(Admits.class)
        .because("a door without a rule admits nobody");
  }

  private static DescribedPredicate<CanBeAnnotated> areDoors() {
    return DescribedPredicate.describe(
        "are doors",
        method ->
            method.isAnnotatedWith(RequestMapping.class)
                || method.isMetaAnnotatedWith(RequestMapping.class));
  }

  private static DescribedPredicate<JavaClass> named(Class<?>... types) {
    Set<String> names = new java.util.HashSet<>();
    for (Class<?> type : types) {
      names.add(type.getName());
    }
    return DescribedPredicate.describe("be " + names, type -> names.contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String owner, String method) {
    return DescribedPredicate.describe(
        "calls " + owner + " " + method,
        access -> {
          AccessTarget target = access.getTarget();
          return target.getOwner().getName().startsWith(owner)
              && target.getName().startsWith(method);
        });
  }

  private static DescribedPredicate<JavaAccess<?>> from(Set<String> places) {
    return DescribedPredicate.describe(
        "from " + places,
        access -> places.stream().anyMatch(access.getOriginOwner().getName()::startsWith));
  }

  private static DescribedPredicate<JavaClass> enumConstant() {
    return DescribedPredicate.describe(
        "are an enum's constants", type -> type.isAssignableTo(Enum.class));
  }

  private static ArchCondition<JavaClass> beNullMarked() {
    return new ArchCondition<>("lie in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage()
                .tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + ": its package has no @NullMarked package-info"));
      }
    };
  }
}
