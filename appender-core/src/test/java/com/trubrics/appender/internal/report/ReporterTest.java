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
class ReporterTest {

    private final List<String> said = new ArrayList<>();
    private final Diagnostics sink = (level, message, cause) -> said.add(level + " " + message);
    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private long now = Long.MAX_VALUE - 1_000;

    private final Reporter reporter = new Reporter(sink, () -> now);

    private List<String> sayAfter(Duration time) {
        now += time.toNanos();
        said.clear();
        reporter.say();
        return said;
    }

    @Test
    void noteDoesNotSpeak() {
        reporter.note(Trouble.REJECTED, "refused");

        assertThat(said).isEmpty();
    }

    @Test
    void theFirstOccurrenceOfEachKindIsSaidAtOnce() {
        reporter.note(Trouble.REJECTED, "refused");
        reporter.note(Trouble.QUEUE_FULL, "full");
        reporter.say();

        assertThat(said).containsExactlyInAnyOrder("WARNING refused", "WARNING full");
    }

    @Test
    void onlyTheFirstSinceTheLastMessageIsWorthWakingAnybody() {
        assertThat(reporter.note(Trouble.REJECTED, "a")).isTrue();
        assertThat(reporter.note(Trouble.REJECTED, "b")).isFalse();
        assertThat(reporter.note(Trouble.QUEUE_FULL, "c")).isTrue();
        reporter.say();
        assertThat(reporter.note(Trouble.REJECTED, "d")).isTrue();
    }

    @Test
    void whatHappensAgainWithinAMinuteIsHeldBackAndCounted() {
        reporter.note(Trouble.REJECTED, "first");
        reporter.say();
        for (int i = 0; i < 41; i++) {
            reporter.note(Trouble.REJECTED, "again");
        }

        assertThat(sayAfter(Duration.ofSeconds(59))).isEmpty();
        reporter.note(Trouble.REJECTED, "latest");
        assertThat(sayAfter(Duration.ofSeconds(1))).containsExactly("WARNING latest (42 times since last said)");
        assertThat(sayAfter(Duration.ofDays(1))).isEmpty();
    }

    @Test
    void theSilencesDoubleUpToAnHour() {
        List<Long> minutes = new ArrayList<>();
        long last = now;
        for (int i = 0; i < 10 * 60; i++) {
            reporter.note(Trouble.UNREACHABLE, "down");
            if (!sayAfter(Duration.ofMinutes(1)).isEmpty()) {
                minutes.add(Duration.ofNanos(now - last).toMinutes());
                last = now;
            }
        }

        assertThat(minutes).startsWith(1L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void oneKindDoesNotSilenceAnother() {
        reporter.note(Trouble.REJECTED, "refused");
        reporter.say();
        reporter.note(Trouble.TOO_LARGE, "large");

        assertThat(sayAfter(Duration.ZERO)).containsExactly("WARNING large");
    }

    @Test
    void aRecoveryIsSaidOnce() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.say();
        said.clear();
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up");
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up");

        assertThat(said).containsExactly("INFO up");
    }

    @Test
    void troublesThatAreOverTogetherAreOneRecovery() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.note(Trouble.THROTTLED, "slow");
        reporter.say();
        said.clear();
        reporter.recovered(Set.of(Trouble.UNREACHABLE, Trouble.THROTTLED), "up");

        assertThat(said).containsExactly("INFO up");
    }

    @Test
    void theFirstOccurrenceIsSaidEvenIfItIsOverBeforeAnybodyCouldSayIt() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.note(Trouble.UNREACHABLE, "still down");
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up");
        reporter.say();

        assertThat(said).containsExactly("WARNING still down (2 times)", "INFO up");
    }

    @Test
    void aRecoveryFromWhatWasHeldBackIsNoNews() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.say();
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up");
        said.clear();
        reporter.note(Trouble.UNREACHABLE, "down again");
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up again");

        assertThat(said).isEmpty();
        assertThat(sayAfter(Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void whatComesAndGoesIsCountedUntilItIsSaid() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.say();
        for (int i = 0; i < 5; i++) {
            reporter.note(Trouble.UNREACHABLE, "down again");
            reporter.recovered(Set.of(Trouble.UNREACHABLE), "up again");
        }
        reporter.note(Trouble.UNREACHABLE, "down once more");

        assertThat(sayAfter(Duration.ofMinutes(1))).containsExactly("WARNING down once more (6 times since last said)");
    }

    @Test
    void whatCameBackAfterARecoveryIsThinnedOutAsBefore() {
        reporter.note(Trouble.UNREACHABLE, "down");
        reporter.say();
        reporter.recovered(Set.of(Trouble.UNREACHABLE), "up");
        reporter.note(Trouble.UNREACHABLE, "down again");

        assertThat(sayAfter(Duration.ZERO)).isEmpty();
        assertThat(sayAfter(Duration.ofMinutes(1))).containsExactly("WARNING down again");
    }

    @Test
    void anotherSinkTakesOver() {
        List<String> elsewhere = new ArrayList<>();
        reporter.sendTo((level, message, cause) -> elsewhere.add(message));
        reporter.tell(System.Logger.Level.INFO, "hello");

        assertThat(said).isEmpty();
        assertThat(elsewhere).containsExactly("hello");
    }

    @Test
    void theExceptionBehindAMessageIsHandedOver() {
        List<Throwable> causes = new ArrayList<>();
        reporter.sendTo((level, message, cause) -> causes.add(cause));
        Exception cause = new Exception("x");
        reporter.tell(System.Logger.Level.WARNING, "hello", cause);

        assertThat(causes).containsExactly(cause);
    }

    @Test
    void aSinkThatThrowsHarmsNobody() {
        reporter.sendTo((level, message, cause) -> {
            throw new StackOverflowError("of the user");
        });
        reporter.note(Trouble.REJECTED, "refused");

        assertThatCode(reporter::say).doesNotThrowAnyException();
        assertThatCode(() -> reporter.recovered(Set.of(Trouble.REJECTED), "fine"))
                .doesNotThrowAnyException();
    }
}
