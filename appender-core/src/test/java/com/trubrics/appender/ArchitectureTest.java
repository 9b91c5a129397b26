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
import com.trubrics.appender.spi.LogCallReader;
import com.trubrics.appender.testkit.Snippets;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not hold. */
class ArchitectureTest {

    private static final String ROOT = "com.trubrics.appender";
    private static final String MAIN = Path.of("src", "main").toString();

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /**
     * Every public type outside of the internal packages is a promise, and one more of them a decision. The internal ones
     * are exported to nobody.
     */
    private static final List<String> APPROVED = """
            Compression
            DeliveryMXBean
            DeliveryStats
            DeliveryStats$State
            Diagnostics
            DropReason
            Event
            EventFilter
            LlmEvent
            LlmEvent$Builder
            Option
            OverflowPolicy
            RequestOutcome
            RuleStats
            TrubricsClient
            TrubricsClient$Builder
            UserEvent
            UserEvent$Builder
            UserSource
            spi.AppenderHost
            spi.AppenderScope
            spi.AsyncDiagnostics
            spi.Destinations
            spi.EventCapture
            spi.EventCaptures
            spi.EventRuleTexts
            spi.AppenderCore
            spi.LogCallReader
            spi.LoggerSetup
            spi.LoggerSetup$Attachment
            spi.LoggerSetup$Levels
            spi.LoggerSetup$Role
            spi.MetricsExporter
            spi.MetricsExporter$Export
            spi.OptionValues
            spi.OptionValues$StaticProperty
            spi.ReportTo
            spi.StandardError
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
                .doNotHaveFullyQualifiedName(ROOT + ".internal.transport.http.SilentLogger")
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
                        "javax.crypto..",
                        "javax.net..",
                        "javax.management..",
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
                .resideOutsideOfPackage(ROOT + ".internal.transport.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "java.net.http..")
                .check(CORE);
    }

    @Test
    void onlyWhatReadsOrWritesJsonKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".internal.json..")
                .and()
                .haveNameNotMatching(ROOT + ".internal.value.Json(Parsers|Reader)(\\$\\d+)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CORE);
    }

    /** A JVM may lack it, and nobody should load it who has not asked for metrics. */
    @Test
    void onlyTheExporterForJmxKnowsJmx() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".internal.metrics.JmxExporter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.management..", "java.lang.management..")
                .check(CORE);
    }

    @Test
    void theRoomsHaveNoCycles() {
        slices().matching(ROOT + ".internal.(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** A type with its nested types counts as one. */
    @Test
    void theTypesHaveNoCyclesEither() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(outermost(type).getName());
                    }

                    @Override
                    public String getDescription() {
                        return "types";
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
                .belongToAnyOf(TrubricsClient.class, ClientStart.class, ClientPipeline.class)
                .check(CORE);
    }

    @Test
    void ofTheRootPackageOnlyTheFaceKnowsTheRooms() {
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .haveNameNotMatching(ROOT + "\\.(TrubricsClient|Client(Start|Pipeline))(\\$.+)?")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".*..")
                        .and(resideInAPackage(ROOT + ".internal.value").negate().as("not values")))
                .check(CORE);
    }

    @Test
    void nothingIsPrintedButADryRunAndWarningsThatNobodyWouldSee() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".internal.transport.console.StandardOutputTransport")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".spi.StandardError")
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
                .doNotHaveFullyQualifiedName(ClientStart.class.getName())
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .check(CORE);
    }

    @Test
    void onlyTimestampsAndDatesOfAnswersAskTheWallClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".internal.delivery..",
                        ROOT + ".internal.queue..",
                        ROOT + ".internal.retry..",
                        ROOT + ".internal.report..",
                        ROOT + ".spi..")
                .and()
                .doNotHaveFullyQualifiedName(LogCallReader.class.getName())
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

    /** Of all modules, the tests' kits and the benchmarks included. A longer file has more than one job. */
    @Test
    void noFileOfMainCodeHasMoreThan250Lines() throws IOException {
        Map<Path, Integer> lengths = new TreeMap<>();
        Files.walkFileTree(Snippets.file(Path.of("")), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean ofOthers = name.equals("target") || name.equals("test") || name.equals(".git");
                return ofOthers ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java") && file.toString().contains(MAIN)) {
                    lengths.put(file, Files.readAllLines(file).size());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(lengths).hasSizeGreaterThan(300);
        lengths.values().removeIf(lines -> lines <= 250);
        assertThat(lengths).isEmpty();
    }

    private static Stream<String> publicTypes() {
        return CORE.stream()
                .filter(ArchitectureTest::isPublic)
                .filter(type -> !type.getPackageName().startsWith(ROOT + ".internal"))
                .map(type -> type.getName().substring(ROOT.length() + 1));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }
}
