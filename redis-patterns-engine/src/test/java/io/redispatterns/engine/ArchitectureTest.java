package io.redispatterns.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructor;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.redispatterns.engine.command.CommandException;
import io.redispatterns.engine.command.Errors;
import io.redispatterns.engine.command.Handler;
import io.redispatterns.engine.command.Invocation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** What docs/architecture.md says about the engine's packages, held. */
@AnalyzeClasses(packages = "io.redispatterns.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "io.redispatterns.engine";

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching(ENGINE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DEPENDENCE_GOES_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("util")
            .definedBy(ENGINE + ".util..")
            .layer("reply")
            .definedBy(ENGINE + ".reply..")
            .layer("type")
            .definedBy(ENGINE + ".type..")
            .layer("rdb")
            .definedBy(ENGINE + ".rdb..")
            .layer("keyspace")
            .definedBy(ENGINE + ".keyspace..")
            .layer("config")
            .definedBy(ENGINE + ".config..")
            .layer("pubsub")
            .definedBy(ENGINE + ".pubsub..")
            .layer("tracking")
            .definedBy(ENGINE + ".tracking..")
            .layer("command")
            .definedBy(ENGINE + ".command")
            .layer("families")
            .definedBy(ENGINE + ".command.*..")
            .layer("dispatch")
            .definedBy(ENGINE + ".dispatch..")
            .layer("lua")
            .definedBy(ENGINE + ".lua..")
            .layer("script")
            .definedBy(ENGINE + ".script..")
            .layer("resp")
            .definedBy(ENGINE + ".resp..")
            .layer("façade")
            .definedBy(ENGINE)
            .layer("server")
            .definedBy(ENGINE + ".server..")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("façade")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("resp")
            .mayOnlyBeAccessedByLayers("server", "façade")
            .whereLayer("script")
            .mayOnlyBeAccessedByLayers("façade")
            .whereLayer("dispatch")
            .mayOnlyBeAccessedByLayers("script", "façade", "server")
            .whereLayer("families")
            .mayOnlyBeAccessedByLayers("façade")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("families", "dispatch", "script", "façade", "server")
            .whereLayer("lua")
            .mayOnlyBeAccessedByLayers("script")
            .whereLayer("lua")
            .mayOnlyAccessLayers("util")
            .whereLayer("config")
            .mayOnlyAccessLayers("util")
            .whereLayer("keyspace")
            .mayOnlyAccessLayers("util", "type")
            .whereLayer("tracking")
            .mayOnlyAccessLayers("util", "reply", "type", "keyspace")
            .whereLayer("pubsub")
            .mayOnlyAccessLayers("util", "reply")
            .whereLayer("rdb")
            .mayOnlyAccessLayers("util", "type")
            .whereLayer("type")
            .mayOnlyAccessLayers("util")
            .whereLayer("reply")
            .mayNotAccessAnyLayer()
            .whereLayer("util")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule FAMILIES_DO_NOT_CALL_EACH_OTHER =
            slices().matching(ENGINE + ".command.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule NETTY_IS_SEEN_BY_THE_SERVER_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".server..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule NO_SPRING =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.lettuce.."));

    @ArchTest
    static final ArchRule ONLY_THE_DISPATCHERS_EXECUTION_RUNS_HANDLERS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ENGINE + ".dispatch.Execution")
            .should()
            .callMethod(Handler.class, "handle", Invocation.class);

    @ArchTest
    static final ArchRule ONLY_UTIL_SEES_CLOCKS_AND_CHANCE = noClasses()
            .that()
            .resideOutsideOfPackage(ENGINE + ".util..")
            .should(callMethod(System.class, "currentTimeMillis"))
            .orShould(callMethod(System.class, "nanoTime"))
            .orShould(callMethod(Instant.class, "now"))
            .orShould(callMethod(LocalDateTime.class, "now"))
            .orShould(callConstructor(Date.class))
            .orShould(callMethod(Thread.class, "sleep", long.class))
            .orShould(callConstructor(Random.class))
            .orShould(callConstructor(Random.class, long.class))
            .orShould(callMethod(Math.class, "random"));

    @ArchTest
    static final ArchRule TEXT_IS_CONVERTED_BY_NAMED_RULES = noClasses()
            .should(callMethod(String.class, "toLowerCase"))
            .orShould(callMethod(String.class, "toUpperCase"))
            .orShould(callMethod(String.class, "getBytes"))
            .orShould(callConstructor(String.class, byte[].class))
            .orShould(callConstructor(String.class, byte[].class, int.class, int.class));

    @ArchTest
    static final ArchRule ONLY_ERRORS_MAKES_REFUSALS = noClasses()
            .that(not(equivalentTo(Errors.class)))
            .should(callConstructor(CommandException.class, String.class));

    @ArchTest
    static final ArchRule FAMILIES_ARE_FINAL =
            classes().that().haveSimpleNameEndingWith("Commands").should().haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses engine) {
        Set<JavaPackage> packages = engine.stream().map(c -> c.getPackage()).collect(Collectors.toSet());
        Set<String> unmarked = packages.stream()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).hasSizeGreaterThan(10);
        assertThat(unmarked).isEmpty();
    }
}
