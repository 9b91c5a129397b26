package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.Sample.entries;
import static com.trubrics.appender.delivery.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a closed endpoint is probed, and with which event. */
class PauseTest {

    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private static final long START = Long.MAX_VALUE - 10;

    private static Pause slow(int... sizes) {
        Pause pause = Pause.slow(Pause.Kind.CLOSED, START);
        int first = 1;
        for (int size : sizes) {
            pause.suspects().add(new Batch(Endpoint.EVENTS, entries(first, first + size - 1)));
            first += size;
        }
        return pause;
    }

    private static long after(long seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }

    private static List<String> probe(Pause pause) {
        Batch probe = pause.takeProbe(Endpoint.EVENTS);
        return probe == null ? List.of() : names(probe.entries());
    }

    @Test
    void theFirstProbeComesAfterFiveSeconds() {
        Pause pause = slow(2);

        assertThat(pause.mayProbe(after(5) - 1)).isFalse();
        assertThat(pause.mayProbe(after(5))).isTrue();
    }

    @Test
    void theDistanceDoublesUpToAMinute() {
        Pause pause = slow(3);
        List<Long> seconds = new ArrayList<>();
        long now = pause.until();
        for (int i = 0; i < 6; i++) {
            probe(pause);
            pause.probeFailed(now, Duration.ZERO, 0);
            seconds.add(Duration.ofNanos(pause.until() - now).toSeconds());
            now = pause.until();
        }

        assertThat(seconds).containsExactly(10L, 20L, 40L, 60L, 60L, 60L);
        assertThat(pause.failures()).isEqualTo(6);
    }

    @Test
    void anOutageKeepsTheDistancesOfTheBackoff() {
        Pause pause = Pause.outage(5, Duration.ofSeconds(7), START);
        pause.suspects().add(new Batch(Endpoint.EVENTS, entries(1, 1)));

        assertThat(pause.until()).isEqualTo(after(7));
        assertThat(pause.failures()).isEqualTo(5);
        probe(pause);
        pause.probeFailed(after(7), Duration.ofSeconds(3), 0);
        assertThat(pause.until()).isEqualTo(after(10));
    }

    @Test
    void onlyOneProbeIsUnderWay() {
        Pause pause = slow(2);
        probe(pause);

        assertThat(pause.isProbing()).isTrue();
        assertThat(pause.mayProbe(after(100))).isFalse();
        pause.probeFailed(after(100), Duration.ZERO, 0);
        assertThat(pause.isProbing()).isFalse();
    }

    @Test
    void eachProbeTakesTheNextEventInLineAndPutsItBack() {
        Pause pause = slow(2, 1);
        for (String expected : List.of("e1", "e2", "e3")) {
            assertThat(probe(pause)).containsExactly(expected);
            pause.probeFailed(START, Duration.ZERO, 0);
        }

        assertThat(pause.takeProbe(Endpoint.EVENTS)).isNull();
        assertThat(probe(pause)).containsExactly("e1");
        pause.probeFailed(START, Duration.ZERO, 0);
        assertThat(pause.suspects().stream().map(batch -> names(batch.entries())))
                .containsExactly(List.of("e1", "e2"), List.of("e3"));
    }

    @Test
    void aProbeThatEndedByItselfIsNotPutBack() {
        Pause pause = slow(2);
        probe(pause);
        pause.probeEnded(after(5));

        assertThat(pause.isProbing()).isFalse();
        assertThat(pause.until()).isEqualTo(after(10));
        assertThat(probe(pause)).containsExactly("e2");
    }

    @Test
    void whereNothingOfAProbeCouldBeSentTheNextOneGoesAtOnce() {
        Pause pause = slow(2);
        probe(pause);
        pause.probeUnsent(after(5));

        assertThat(pause.isProbing()).isFalse();
        assertThat(pause.mayProbe(after(5))).isTrue();
        assertThat(probe(pause)).containsExactly("e2");
    }

    @Test
    void anotherTroubleTakesOverTheSuspectsAndStartsItsOwnClock() {
        Pause pause = slow(2);
        probe(pause);
        Pause other = pause.become(Pause.Kind.UNAUTHORIZED, after(20));

        assertThat(other.kind()).isEqualTo(Pause.Kind.UNAUTHORIZED);
        assertThat(other.until()).isEqualTo(after(25));
        assertThat(other.suspects()).hasSize(1);
        assertThat(names(other.suspects().get(0).entries())).containsExactly("e1", "e2");
        assertThat(probe(other)).as("the next in line").containsExactly("e2");
    }

    @Test
    void theEndAllowsOneProbeAtOnce() {
        Pause pause = slow(2);

        assertThat(pause.hurry(after(1))).isTrue();
        assertThat(pause.mayProbe(after(1))).isTrue();
        assertThat(pause.hurry(after(2))).isFalse();
    }

    @Test
    void onlyItsOwnProbeIsItsProbe() {
        Pause pause = slow(2);
        Batch probe = pause.takeProbe(Endpoint.EVENTS);

        assertThat(probe).isNotNull();
        assertThat(pause.isProbe(probe)).isTrue();
        assertThat(pause.isProbe(new Batch(Endpoint.EVENTS, entries(1, 1)))).isFalse();
    }
}
