package com.trubrics.appender;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not hold. */
class ArchitectureTest {

    private static final String ROOT = "com.trubrics.appender";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final String DELIVERY = Pattern.quote(ROOT) + "\\.(queue|retry|delivery|transport).*";

    /** Every public type is a promise, and one more of them a decision. */
    private static final List<String> APPROVED = """
            DeliveryStats
            Diagnostics
            DropReason
            Event
            EventKind
            LlmEvent
            LlmEvent$Builder
            TrubricsClient
            TrubricsClientBuilder
            UserEvent
            UserEvent$Builder
            bridge.LogBridge
            bridge.LogBridge$Host
            bridge.LoggerSetup
            bridge.LoggerSetup$Attachment
            bridge.LoggerSetup$Role
            bridge.StandardError
            config.DeliverySettings
            config.DeliverySettings$Backoff
            config.DeliverySettings$Batching
            config.DeliverySettings$Compression
            config.DeliverySettings$Overflow
            config.DeliverySettings$Queueing
            config.DeliverySettings$Sending
            config.DeliverySettings$Stopping
            config.Destination
            config.Destination$Proxy
            config.Destination$Secret
            config.MappingSettings
            config.MappingSettings$Keys
            config.MappingSettings$Properties
            config.MappingSettings$TimestampUnit
            config.Option
            config.OptionValues
            config.ReportTo
            config.Settings
            config.SettingsReader
            config.SettingsReader$Environment
            delivery.AsyncDiagnostics
            delivery.PipelineHandle
            delivery.PipelineHandle$Owner
            delivery.PipelineRegistry
            json.EncodedBatch
            json.ErrorDetails
            json.EventEncoder
            json.EventEncoder$Result
            json.JsonText
            mapping.EventMapper
            mapping.LogCallReader
            mapping.MappingReport
            queue.CountersRegistry
            queue.DeliveryCounters
            queue.EventQueue
            queue.QueuedEvent
            queue.WakeupThreshold
            report.Reporter
            report.Trouble
            retry.BatchBisection
            retry.BatchBisection$Search
            retry.BatchHistory
            retry.BodySizeLimit
            retry.CircuitBreaker
            retry.EndpointHealth
            retry.EndpointHealth$Request
            retry.RetryDecision
            retry.RetryDecision$Action
            retry.RetryDecision$Finding
            transport.CancelSignal
            transport.Outcome
            transport.Outcome$Kind
            transport.Transport
            transport.Transport$Opener
            transport.console.StandardOutputTransport
            transport.http.Endpoint
            transport.http.OkHttpTransport
            value.Freezer
            value.JsonReader
            value.MalformedJsonException
            value.PropertyMap
            value.PropertyMap$Builder
            value.Unreadable
            value.UserCode
            """.lines().toList();

    @Test
    void theImportFoundTheClasses() {
        assertThat(CORE.contain(TrubricsClient.class)).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
        assertThat(CORE).hasSizeGreaterThan(100);
    }

    @Test
    void coreKnowsNoLoggingFramework() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..",
                        "ch.qos..",
                        "org.apache.logging..",
                        "org.apache.log4j..",
                        "org.apache.commons.logging..")
                .check(CORE);
    }

    /** OkHttp wants a logger of the JDK's to be silent with. */
    @Test
    void onlyWhatKeepsOkHttpSilentKnowsAnyLogger() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".transport.http.SilentLogger")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(CORE);
    }

    @Test
    void coreKnowsNothingButItsThreeLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "javax.net..",
                        "okhttp3..",
                        "okio..",
                        "kotlin..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations..")
                .check(CORE);
    }

    @Test
    void httpIsTheTransportsBusiness() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".transport.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "java.net.http..")
                .check(CORE);
    }

    @Test
    void onlyWhatReadsOrWritesJsonKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".json..")
                .and()
                .haveNameNotMatching(ROOT + ".value.Json(Parsers|Reader)(\\$\\d+)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CORE);
    }

    @Test
    void theRoomsHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** A type with its nested types counts as one. */
    @Test
    void theTypesOfDeliveryHaveNoCyclesEither() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().matches(DELIVERY)
                                ? SliceIdentifier.of(outermost(type).getName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "types of delivery";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void theRoomsDoNotKnowTheFace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(TrubricsClient.class, TrubricsClientBuilder.class)
                .check(CORE);
    }

    @Test
    void ofTheRootPackageOnlyTheFaceKnowsTheRooms() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .doNotHaveFullyQualifiedName(TrubricsClient.class.getName())
                .and()
                .doNotHaveFullyQualifiedName(TrubricsClientBuilder.class.getName())
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".*")
                        .and(resideInAPackage(ROOT + ".value").negate().as("not values")))
                .check(CORE);
    }

    @Test
    void nothingIsPrintedButADryRunAndWarningsThatNobodyWouldSee() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".transport.console.StandardOutputTransport")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".bridge.StandardError")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CORE);
    }

    @Test
    void onlyTheFaceLogs() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(TrubricsClientBuilder.class.getName())
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .check(CORE);
    }

    @Test
    void onlyTimestampsAndDatesOfAnswersAskTheWallClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".delivery..",
                        ROOT + ".queue..",
                        ROOT + ".retry..",
                        ROOT + ".report..",
                        ROOT + ".bridge..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Instant.class, Clock.class, Date.class)
                .check(CORE);
    }

    @Test
    void nothingSleepsOrPolls() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
    }

    @Test
    void everyPublicTypeIsApproved() {
        assertThat(publicTypes()).containsExactlyInAnyOrderElementsOf(APPROVED);
    }

    private static Stream<String> publicTypes() {
        return CORE.stream()
                .filter(ArchitectureTest::isPublic)
                .map(type -> type.getName().substring(ROOT.length() + 1));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }
}
