package io.redispatterns;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** The rules of the house that concern this module. */
@AnalyzeClasses(
        packages = "io.redispatterns",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.CoreOnly.class})
class ArchitectureTest {

    /** Leaves out the engine, which is on the class path too and has rules of its own. */
    static final class CoreOnly implements com.tngtech.archunit.core.importer.ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("/io/redispatterns/engine/");
        }
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.redispatterns.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule lettuceIsKnownToItsAdapterOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.redispatterns.backend.lettuce")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule theEngineIsKnownToItsAdapterOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.redispatterns.backend.embedded")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.redispatterns.engine..");

    @ArchTest
    static final ArchRule springAndNettyAreKnownToNobody =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "io.netty..");

    @ArchTest
    static final ArchRule patternsKnowThePortAndNoAdapter = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.redispatterns.cache..",
                    "io.redispatterns.writebehind..",
                    "io.redispatterns.key..",
                    "io.redispatterns.codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.redispatterns.backend..", "io.redispatterns.resilience..");

    @ArchTest
    static final ArchRule patternsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("io.redispatterns.cache..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.redispatterns.writebehind..");

    @ArchTest
    static final ArchRule writeBehindDoesNotKnowTheCache = noClasses()
            .that()
            .resideInAPackage("io.redispatterns.writebehind..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.redispatterns.cache..");

    @ArchTest
    static final ArchRule thePortKnowsNothingElse = classes()
            .that()
            .resideInAPackage("io.redispatterns.redis")
            .should()
            .onlyDependOnClassesThat(are(resideInAPackage("io.redispatterns.redis")
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("org.jspecify.."))));

    @ArchTest
    static final ArchRule nobodyLooksAtTheWallClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callConstructor(Random.class);

    @ArchTest
    static final ArchRule textIsConvertedWithLocaleAndCharset = noClasses()
            .should()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "getBytes")
            .orShould()
            .callConstructor(String.class, byte[].class)
            .orShould()
            .callMethod(Locale.class, "getDefault");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(beInANullMarkedPackage());

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is in " + type.getPackageName()));
            }
        };
    }
}
