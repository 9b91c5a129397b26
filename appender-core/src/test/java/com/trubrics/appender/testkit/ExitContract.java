package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.AppenderConfig.Trait;
import com.trubrics.appender.testkit.ChildJvm.Reading;
import com.trubrics.appender.testkit.ExitProgram.Ending;
import com.trubrics.appender.testkit.RestrictedProgram.Denied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a program ends, nothing is lost that the server takes in time, and no server can hold it longer than its
 * budget. Each scenario is a JVM of its own.
 */
@Execution(ExecutionMode.CONCURRENT) // mostly they wait for their JVM
public abstract class ExitContract {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);

    /** What the exit of a JVM on a busy machine may take beyond the appender's budget. A request would take a minute. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(45);

    /** For an exit whose warnings nobody reads. The appender's budget is far longer. */
    private static final Duration UNREAD_LIMIT = Duration.ofMinutes(2);

    private static final int EVENTS = 4_000;

    private static final Pattern LOGGED_SO_FAR = Pattern.compile(ExitProgram.UNDER_WAY + " \\[(.*)]");

    private final RecordingServer server = RecordingServer.start();

    @TempDir
    private Path directory;

    /** A class whose {@code main} configures the framework as always and calls {@link ExitProgram#run}. */
    protected abstract Class<?> program();

    /** The configuration in the framework's own format. */
    protected abstract String write(AppenderConfig config);

    /** What makes the framework of the child JVM read this file. */
    protected abstract List<String> jvmArguments(Path configuration);

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "LATE_EVENTS")
    public void everyEventArrivesOnceWithoutAnyHookConfigured(Ending ending) {
        everyEventArrivesOnce(config(), ending);
    }

    @ParameterizedTest
    @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "LATE_EVENTS")
    public void everyEventArrivesOnceWhereTheFrameworkStopsItself(Ending ending) {
        everyEventArrivesOnce(config().with(Trait.SHUTDOWN_HOOK), ending);
    }

    @Test
    public void twoRefusalsAtFirstLoseNothing() {
        server.answerNext(Answer.status(503), Answer.status(503));
        everyEventArrivesOnce(config(), Ending.RETURN);
    }

    @ParameterizedTest
    @EnumSource(value = Ending.class, mode = EnumSource.Mode.EXCLUDE, names = "LATE_EVENTS")
    public void aServerThatNeverAnswersHoldsTheProgramNoLongerThanItsBudget(Ending ending) {
        server.answerAlways(Answer.never());
        AppenderConfig config = config().option("requestTimeout", "60 s")
                .option("shutdownTimeout", SHUTDOWN_TIMEOUT.toSeconds() + " s");

        try (ChildJvm child = start(config, ending, 1_000)) {
            ChildJvm.Exit exit = end(child, ending, SHUTDOWN_TIMEOUT.plus(ALLOWANCE));
            assertThat(exit.code()).isEqualTo(ending.exitCode());
            assertThat(exit.err().lines()).anyMatch(line -> line.contains("1000") && line.contains("SHUTDOWN"));
        }
    }

    /** Each warning would wait for its reader: about the failures at first, and about what is lost in the end. */
    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"RETURN", "STOP"})
    public void aStandardErrorThatNobodyReadsHoldsNeitherDeliveryNorTheExit(Ending ending) {
        server.answerNext(Answer.status(503), Answer.status(503));
        server.answerTo(event -> "7".equals(event.property("id")), Answer.status(422));
        AppenderConfig config = config().option("flushBatchSize", "1").option("shutdownTimeout", "1 h");
        try (ChildJvm child = start(
                config, List.of(ending.name(), "200", ExitProgram.FILL_STANDARD_ERROR), Reading.ONLY_STANDARD_OUTPUT)) {
            server.awaitEvents(199);
            assertThat(end(child, ending, UNREAD_LIMIT).code()).isZero();
        }
    }

    @Test
    public void eventsOfTheApplicationsOwnHookAreSentAtOnceAndHoldNobody() {
        try (ChildJvm child = start(config(), Ending.LATE_EVENTS, EVENTS)) {
            ChildJvm.Exit exit = end(child, Ending.LATE_EVENTS, ChildJvm.PATIENCE);
            assertThat(exit.code()).as(exit.err()).isZero();
            // The JVM runs its hooks side by side: whether a late event still leaves is a race that nobody can win.
            arrivedOnce(ids(server), ids(EVENTS));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"RETURN", "EXIT", "SIGTERM"})
    public void whatWasLoggedBeforeAnEndAtARandomMomentArrives(Ending ending) {
        Campaign.seeds(1, 17).forEach(seed -> Campaign.replayable(seed, () -> endInTheMiddle(ending, seed)));
    }

    private void endInTheMiddle(Ending ending, long seed) {
        try (RecordingServer own = RecordingServer.start();
                ChildJvm child = startInTheMiddle(own, ending, seed)) {
            List<String> logged = awaitLogged(child);
            if (ending == Ending.SIGTERM) {
                child.terminate();
            }
            ChildJvm.Exit exit = child.awaitExit(ChildJvm.PATIENCE);
            assertThat(exit.code()).as(exit.err()).isEqualTo(ending.exitCode());
            arrivedOnce(ids(own), logged);
        }
    }

    @Test
    public void killedAtARandomMomentItLeavesNothingHalfOrTwice() {
        Campaign.seeds(1, 10).forEach(seed -> Campaign.replayable(seed, () -> killInTheMiddle(seed)));
    }

    private void killInTheMiddle(long seed) {
        try (RecordingServer own = RecordingServer.start();
                ChildJvm child = startInTheMiddle(own, Ending.SIGTERM, seed)) {
            awaitLogged(child);
            child.kill();
            assertThat(child.awaitExit(ChildJvm.PATIENCE).code()).isEqualTo(137);
            // Whatever the server read to its end was valid JSON: it would not have been recorded otherwise.
            arrivedOnce(ids(own), List.of());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Denied.class,
            names = {"SHUTDOWN_HOOKS", "CONTEXT_CLASS_LOADERS", "ENVIRONMENT"})
    @EnabledForJreRange(max = JRE.JAVA_23)
    public void aSecurityManagerKeepsNothingFromStartingOrArriving(Denied denied) {
        ChildJvm.Exit exit = runRestricted(denied);
        assertThat(server.events()).as(exit.out() + exit.err()).hasSize(100);
        arrivedOnce(ids(server), ids(100));
        // The environment has nothing for us that the configuration does not say.
        assertThat(warnings(exit, "The "))
                .as(exit.out() + exit.err())
                .hasSize(denied == Denied.ENVIRONMENT ? 0 : 1)
                .allMatch(line -> line.contains("WARN") && line.contains("access denied"));
    }

    /** The application goes on, and hears at the end what became of its events. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    public void aSecurityManagerThatDeniesThreadsCostsTheEventsAndNothingElse() {
        ChildJvm.Exit exit = runRestricted(Denied.THREADS);
        assertThat(server.requests()).isEmpty();
        assertThat(warnings(exit, "100 SHUTDOWN")).as(exit.out() + exit.err()).hasSize(1);
    }

    private ChildJvm.Exit runRestricted(Denied denied) {
        try {
            Path file = Files.writeString(directory.resolve("configuration.xml"), write(config()));
            List<String> jvm = new ArrayList<>(jvmArguments(file));
            jvm.add("-Djava.security.manager=allow");
            List<String> arguments = List.of(denied.name(), program().getName(), Ending.STOP.name(), "100");
            try (ChildJvm child = ChildJvm.start(RestrictedProgram.class, jvm, arguments)) {
                ChildJvm.Exit exit = child.awaitExit(ChildJvm.PATIENCE);
                assertThat(exit.code()).as(exit.out() + exit.err()).isZero();
                return exit;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> warnings(ChildJvm.Exit exit, String part) {
        return Stream.of(exit.out(), exit.err())
                .flatMap(String::lines)
                .filter(line -> line.contains(part))
                .toList();
    }

    private ChildJvm startInTheMiddle(RecordingServer own, Ending ending, long seed) {
        own.answerAlways(Answer.ok().after(Duration.ofMillis(5)));
        AppenderConfig config = config(own)
                .option("overflow", "block")
                .option("blockTimeout", "1 min")
                .option("queueCapacity", "1000");
        int count = 1 + new SplittableRandom(seed).nextInt(5_000);
        return start(config, List.of(ending.name(), Integer.toString(count), ExitProgram.GO_ON));
    }

    /** The ids of what was logged before the end began. */
    private static List<String> awaitLogged(ChildJvm child) {
        String counts = child.awaitLine(LOGGED_SO_FAR, ChildJvm.PATIENCE).group(1);
        List<String> ids = new ArrayList<>();
        String[] ofThreads = counts.split(", ", -1);
        for (int thread = 0; thread < ofThreads.length; thread++) {
            for (int n = 0; n < Integer.parseInt(ofThreads[thread]); n++) {
                ids.add(Integer.toString(thread + n * ExitProgram.THREADS));
            }
        }
        return ids;
    }

    private AppenderConfig config() {
        return config(server);
    }

    private static AppenderConfig config(RecordingServer server) {
        return AppenderConfig.to(server).option("flushBatchSize", "100").option("initialBackoff", "100 ms");
    }

    private void everyEventArrivesOnce(AppenderConfig config, Ending ending) {
        try (ChildJvm child = start(config, ending, EVENTS)) {
            ChildJvm.Exit exit = end(child, ending, ChildJvm.PATIENCE);
            assertThat(exit.code()).as(exit.err()).isEqualTo(ending.exitCode());
            assertThat(server.events()).as(exit.err()).hasSize(EVENTS);
            arrivedOnce(ids(server), ids(EVENTS));
        }
    }

    /** In time that grows with their number, and not with its square. */
    private static void arrivedOnce(List<String> arrived, List<String> expected) {
        Set<String> different = new HashSet<>(arrived);
        assertThat(arrived).hasSameSizeAs(different);
        assertThat(expected.stream().filter(id -> !different.contains(id)))
                .as("lost")
                .isEmpty();
    }

    private static List<String> ids(RecordingServer server) {
        return server.events().stream()
                .map(event -> String.valueOf(event.property("id")))
                .toList();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private ChildJvm start(AppenderConfig config, Ending ending, int events) {
        return start(config, List.of(ending.name(), Integer.toString(events)));
    }

    private ChildJvm start(AppenderConfig config, List<String> arguments) {
        return start(config, arguments, Reading.EVERYTHING);
    }

    private ChildJvm start(AppenderConfig config, List<String> arguments, Reading reading) {
        try {
            Path file = Files.writeString(directory.resolve("configuration.xml"), write(config));
            return ChildJvm.start(program(), jvmArguments(file), arguments, reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildJvm.Exit end(ChildJvm child, Ending ending, Duration limit) {
        child.awaitLine(ExitProgram.LOGGED, ChildJvm.PATIENCE);
        if (ending == Ending.SIGTERM) {
            child.terminate();
        }
        return child.awaitExit(limit);
    }
}
