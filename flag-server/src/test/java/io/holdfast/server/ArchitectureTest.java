package io.holdfast.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house. Each says what to do instead. */
@AnalyzeClasses(packages = "io.holdfast.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static void featuresTalkThroughTheirPublicTypesAndWithoutCycles(JavaClasses unused) {
        ApplicationModules.of(HoldfastServer.class).verify();
    }

    @ArchTest
    static final ArchRule noInjectionIntoFields = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("a constructor parameter can be final, and a test can pass its own: inject there, and bind"
                    + " settings to a @ConfigurationProperties record");

    @ArchTest
    static final ArchRule settingsAreRecords = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords()
            .because("settings do not change while the server runs: bind them to a validated record");

    @ArchTest
    static final ArchRule oneClock = noClasses()
            .that()
            .doNotBelongToAnyOf(HoldfastServer.class)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .because("tests own the clock: take the InstantSource bean as a constructor parameter");

    @ArchTest
    static final ArchRule noOldDates = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Date.class.getName())
            .because("a Date can be changed by whoever holds it: use java.time.Instant");

    @ArchTest
    static final ArchRule controllersImplementTheContract = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .and()
            .haveSimpleNameNotContaining("Streams")
            .and()
            .haveSimpleNameNotContaining("Pages")
            .should()
            .implement(resideInAPackage("io.holdfast.api"))
            .because(
                    "the API is described first: add the operation to api-contract and implement the generated interface;"
                            + " only streams and files write their own bytes");

    @ArchTest
    static final ArchRule transactionsBeginInServices = noClasses()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .beAnnotatedWith(Transactional.class)
            .because("an answer must not be written inside a transaction that can still fail: put @Transactional on the"
                    + " service");

    @ArchTest
    static final ArchRule noTransactionsOnControllerMethods = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(RestController.class)
            .should()
            .notBeAnnotatedWith(Transactional.class)
            .because("an answer must not be written inside a transaction that can still fail: put @Transactional on the"
                    + " service's method");

    @ArchTest
    static final ArchRule entitiesStayInTheirFeature = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAssignableTo(Repository.class)
            .should()
            .bePackagePrivate()
            .because(
                    "rows are a feature's own affair: give others its service, the generated model or an event record");

    @ArchTest
    static final ArchRule entitiesKeepNothingGenerated = fields().that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .notHaveRawType(resideInAPackage("io.holdfast.api.."))
            .because(
                    "a change of the API must not change the schema: keep columns, and map them to the generated model");

    @ArchTest
    static final ArchRule sdksAreServedFromMemory = noClasses()
            .that()
            .resideInAnyPackage("..stream..", "..evaluation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "org.springframework.jdbc..")
            .because("SDKs are served with the database dead (P5): read Rulesets, which is memory");

    @ArchTest
    static final ArchRule noStandardStreams = noClasses()
            .should(ACCESS_STANDARD_STREAMS)
            .because("output without level and time cannot be searched: use an SLF4J logger");
}
