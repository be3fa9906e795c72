package io.redispatterns.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;

@AnalyzeClasses(packages = "io.redispatterns", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_STARTER_KNOWS_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage("io.redispatterns.spring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_AUTOCONFIGURE = noClasses()
            .that()
            .resideOutsideOfPackage("io.redispatterns.spring.autoconfigure..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.redispatterns.spring.autoconfigure..");

    @ArchTest
    static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_AND_FINAL = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHODS = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule ONLY_THE_CONFIGURATION_OF_THE_ADVICE_IS_PUBLIC = classes()
            .that()
            .resideInAPackage("io.redispatterns.spring.aop")
            .and()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.redispatterns.spring.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that()
            .resideInAPackage("io.redispatterns.spring..")
            .should(ArchConditions.be(DescribedPredicate.describe(
                    "in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));
}
