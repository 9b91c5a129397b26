package com.trubrics.appender.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** First at once, then thinned out. */
class RateLimitedDiagnosticsTest {

    private final List<String> said = new ArrayList<>();
    private final Diagnostics sink = (level, message, cause) -> said.add(level + " " + message);
    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private long now = Long.MAX_VALUE - 1_000;

    private final RateLimitedDiagnostics reporter = new RateLimitedDiagnostics(sink, () -> now);

    private List<String> sayAfter(Duration time) {
        now += time.toNanos();
        said.clear();
        reporter.flush();
        return said;
    }

    @Test
    void noteDoesNotSpeak() {
        reporter.report(Problem.REJECTED, "refused");

        assertThat(said).isEmpty();
    }

    @Test
    void theFirstOccurrenceOfEachKindIsSaidAtOnce() {
        reporter.report(Problem.REJECTED, "refused");
        reporter.report(Problem.QUEUE_FULL, "full");
        reporter.flush();

        assertThat(said).containsExactlyInAnyOrder("WARNING refused", "WARNING full");
    }

    @Test
    void eachMistakeIsSaidAtOnce() {
        reporter.reportMistake("of one appender");
        reporter.reportMistake("of another");
        reporter.flush();
        reporter.reportMistake("of its next configuration");
        reporter.flush();
        reporter.flush();

        assertThat(said)
                .containsExactly("WARNING of one appender", "WARNING of another", "WARNING of its next configuration");
    }

    @Test
    void onlyTheFirstSinceTheLastMessageIsWorthWakingAnybody() {
        assertThat(reporter.report(Problem.REJECTED, "a")).isTrue();
        assertThat(reporter.report(Problem.REJECTED, "b")).isFalse();
        assertThat(reporter.report(Problem.QUEUE_FULL, "c")).isTrue();
        reporter.flush();
        assertThat(reporter.report(Problem.REJECTED, "d")).isTrue();
    }

    @Test
    void whatHappensAgainWithinAMinuteIsHeldBackAndCounted() {
        reporter.report(Problem.REJECTED, "first");
        reporter.flush();
        for (int i = 0; i < 41; i++) {
            reporter.report(Problem.REJECTED, "again");
        }

        assertThat(sayAfter(Duration.ofSeconds(59))).isEmpty();
        reporter.report(Problem.REJECTED, "latest");
        assertThat(sayAfter(Duration.ofSeconds(1))).containsExactly("WARNING latest (42 times since the last report)");
        assertThat(sayAfter(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void theSilencesDoubleUpToAnHour() {
        List<Long> minutes = new ArrayList<>();
        long last = now;
        for (int i = 0; i < 10 * 60; i++) {
            reporter.report(Problem.UNREACHABLE, "down");
            if (!sayAfter(Duration.ofMinutes(1)).isEmpty()) {
                minutes.add(Duration.ofNanos(now - last).toMinutes());
                last = now;
            }
        }

        assertThat(minutes).startsWith(1L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void oneKindDoesNotSilenceAnother() {
        reporter.report(Problem.REJECTED, "refused");
        reporter.flush();
        reporter.report(Problem.TOO_LARGE, "large");

        assertThat(sayAfter(Duration.ZERO)).containsExactly("WARNING large");
    }

    @Test
    void aRecoveryIsSaidOnce() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.flush();
        said.clear();
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up");
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up");

        assertThat(said).containsExactly("INFO up");
    }

    @Test
    void troublesThatAreOverTogetherAreOneRecovery() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.report(Problem.THROTTLED, "slow");
        reporter.flush();
        said.clear();
        reporter.recovered(Set.of(Problem.UNREACHABLE, Problem.THROTTLED), "up");

        assertThat(said).containsExactly("INFO up");
    }

    @Test
    void theFirstOccurrenceIsSaidEvenIfItIsOverBeforeAnybodyCouldSayIt() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.report(Problem.UNREACHABLE, "still down");
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up");
        reporter.flush();

        assertThat(said).containsExactly("WARNING still down (2 times)", "INFO up");
    }

    @Test
    void aRecoveryFromWhatWasHeldBackIsNoNews() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.flush();
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up");
        said.clear();
        reporter.report(Problem.UNREACHABLE, "down again");
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up again");

        assertThat(said).isEmpty();
        assertThat(sayAfter(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whatComesAndGoesIsCountedUntilItIsSaid() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.flush();
        for (int i = 0; i < 5; i++) {
            reporter.report(Problem.UNREACHABLE, "down again");
            reporter.recovered(Set.of(Problem.UNREACHABLE), "up again");
        }
        reporter.report(Problem.UNREACHABLE, "down once more");

        assertThat(sayAfter(Duration.ofMinutes(1)))
                .containsExactly("WARNING down once more (6 times since the last report)");
    }

    @Test
    void whatCameBackAfterARecoveryIsThinnedOutAsBefore() {
        reporter.report(Problem.UNREACHABLE, "down");
        reporter.flush();
        reporter.recovered(Set.of(Problem.UNREACHABLE), "up");
        reporter.report(Problem.UNREACHABLE, "down again");

        assertThat(sayAfter(Duration.ZERO)).isEmpty();
        assertThat(sayAfter(Duration.ofMinutes(1))).containsExactly("WARNING down again");
    }

    @Test
    void anotherSinkTakesOver() {
        List<String> elsewhere = new ArrayList<>();
        reporter.sendTo((level, message, cause) -> elsewhere.add(message));
        reporter.reportNow(System.Logger.Level.INFO, "hello");

        assertThat(said).isEmpty();
        assertThat(elsewhere).containsExactly("hello");
    }

    @Test
    void theExceptionBehindAMessageIsHandedOver() {
        List<Throwable> causes = new ArrayList<>();
        reporter.sendTo((level, message, cause) -> causes.add(cause));
        Exception cause = new Exception("x");
        reporter.reportNow(System.Logger.Level.WARNING, "hello", cause);

        assertThat(causes).containsExactly(cause);
    }

    @Test
    void aSinkThatThrowsHarmsNobody() {
        reporter.sendTo((level, message, cause) -> {
            throw new StackOverflowError("of the user");
        });
        reporter.report(Problem.REJECTED, "refused");

        assertThatCode(reporter::flush).doesNotThrowAnyException();
        assertThatCode(() -> reporter.recovered(Set.of(Problem.REJECTED), "fine"))
                .doesNotThrowAnyException();
    }
}
