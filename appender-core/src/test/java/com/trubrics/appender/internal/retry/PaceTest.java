package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long to wait before the next attempt. */
class PaceTest {

    private static final Backoff BOUNDS = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final Pace pace = new Pace(BOUNDS, new Random(1), false);
    private final Pace whileStopping = new Pace(BOUNDS, new Random(1), true);

    private static long[] sample(LongSupplier wait) {
        return IntStream.range(0, 1_000)
                .mapToLong(i -> wait.getAsLong())
                .sorted()
                .toArray();
    }

    @Test
    void aBackoffIsAnythingBetweenNothingAndABoundThatDoubles() {
        for (int i = 0; i < 10; i++) {
            int earlier = i;
            long bound = Math.min(500L << earlier, 30_000) * 1_000_000;
            long[] waits = sample(() -> pace.backoff(earlier));

            assertThat(waits[0]).isBetween(0L, bound / 50);
            assertThat(waits[999]).isBetween(bound - bound / 50, bound);
        }
    }

    @Test
    void itNeverOverflows() {
        assertThat(pace.backoff(Integer.MAX_VALUE))
                .isBetween(0L, Duration.ofSeconds(30).toNanos());
    }

    @Test
    void wherePeopleMustHelpItIsFiveSecondsDoublingToAMinute() {
        assertThat(IntStream.range(0, 6)
                        .mapToObj(earlier ->
                                Duration.ofNanos(pace.untilMended(earlier)).toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void whileStoppingABackoffLastsASecondAtMost() {
        assertThat(sample(() -> whileStopping.backoff(10))[999])
                .isBetween(900_000_000L, Duration.ofSeconds(1).toNanos());
    }

    @Test
    void whileStoppingWhatRefusesEverythingIsTriedOnceMoreSoon() {
        assertThat(sample(() -> whileStopping.untilMended(0))[999])
                .isLessThanOrEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(Duration.ofNanos(whileStopping.untilMended(1))).hasSeconds(10);
    }
}
