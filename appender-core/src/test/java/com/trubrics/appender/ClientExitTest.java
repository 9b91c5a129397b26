package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.ClientExitProgram.Ending;
import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.RecordingServer;
import com.trubrics.appender.testkit.RestrictedProgram;
import com.trubrics.appender.testkit.RestrictedProgram.Denied;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that never closes its client loses nothing that the server takes in time. Each ends a JVM of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD) // two limits, and more
class ClientExitTest {

    private static final int EVENTS = 1_050;

    /** For a JVM on a busy machine to get to a point, and to end. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** So much longer than the limit that an exit that waits for the end of its budget is one that fails. */
    private static final int LONG_BUDGET_SECONDS = 600;

    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private ChildJvm.Exit run(Ending ending, boolean hook, int shutdownSeconds) {
        List<String> arguments =
                List.of(server.host(), ending.name(), "" + EVENTS, Boolean.toString(hook), "" + shutdownSeconds);
        try (ChildJvm child = ChildJvm.start(ClientExitProgram.class, List.of(), arguments)) {
            child.awaitLine(ClientExitProgram.TRACKED, LIMIT);
            if (ending == Ending.SIGTERM) {
                child.terminate();
            }
            ChildJvm.Exit exit = child.awaitExit(LIMIT);
            assertThat(exit.code()).as(exit.err()).isEqualTo(ending.exitCode);
            return exit;
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private List<String> arrived() {
        return server.events().stream()
                .map(event -> String.valueOf(event.field("event")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURN", "EXIT", "SIGTERM"})
    void everyEventArrivesOnceHoweverTheProgramEnds(Ending ending) {
        run(ending, true, 120);

        assertThat(arrived()).containsExactlyInAnyOrderElementsOf(names(EVENTS));
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void aFlushThatHasNoThreadToDeliverWithIsNotTrue() {
        try (ChildJvm child = ChildJvm.start(
                RestrictedProgram.class,
                List.of("-Djava.security.manager=allow"),
                List.of(Denied.THREADS.name(), FlushingProgram.class.getName(), server.host()))) {
            ChildJvm.Exit exit = child.awaitExit(LIMIT);
            assertThat(exit.code()).as(exit.err()).isZero();
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatAnotherHookTracksAfterwardsGoesAtOnce() {
        run(Ending.RETURN_THEN_TRACK_IN_A_HOOK, true, 120);

        assertThat(arrived()).containsExactlyInAnyOrderElementsOf(names(EVENTS + 1));
    }

    @Test
    void aDaemonThatNeverStopsTrackingDoesNotHoldTheExit() {
        server.answerAlways(Answer.ok().after(Duration.ofMillis(50)));
        run(Ending.RETURN_WHILE_A_DAEMON_TRACKS, true, LONG_BUDGET_SECONDS);

        assertThat(arrived()).containsAll(names(EVENTS));
    }

    @Test
    void withoutAHookOnlyWhatIsUnderWayMayArrive() {
        run(Ending.EXIT, false, 120);

        assertThat(arrived()).doesNotHaveDuplicates().doesNotContain(Integer.toString(EVENTS - 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURN", "SIGTERM"})
    void aServerThatNeverAnswersHoldsTheProgramNoLongerThanItsBudgetAndIsSeen(Ending ending) {
        server.answerAlways(Answer.never());
        ChildJvm.Exit exit = run(ending, true, 1);

        assertThat(exit.err()).contains(EVENTS + " events were not delivered", EVENTS + " SHUTDOWN");
    }
}
