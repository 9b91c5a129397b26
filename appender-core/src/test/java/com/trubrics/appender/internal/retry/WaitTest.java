package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long to wait before the next attempt. */
class WaitTest {

    private static final Backoff BOUNDS = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Test
    void aBackoffIsAnythingBetweenNothingAndABoundThatDoubles() {
        Wait wait = Wait.backoff(BOUNDS, new Random(1));
        for (int earlier = 0; earlier < 10; earlier++) {
            int doublings = earlier;
            long bound = Math.min(500L << earlier, 30_000) * 1_000_000;
            long[] waits = IntStream.range(0, 1_000)
                    .mapToLong(i -> wait.after(doublings))
                    .sorted()
                    .toArray();

            assertThat(waits[0]).isBetween(0L, bound / 50);
            assertThat(waits[999]).isBetween(bound - bound / 50, bound);
        }
    }

    @Test
    void itNeverOverflows() {
        assertThat(Wait.backoff(BOUNDS, new Random(1)).after(Integer.MAX_VALUE))
                .isBetween(0L, Duration.ofSeconds(30).toNanos());
    }

    @Test
    void wherePeopleMustHelpItIsFiveSecondsDoublingToAMinute() {
        assertThat(IntStream.range(0, 6)
                        .mapToObj(earlier ->
                                Duration.ofNanos(Wait.patient().after(earlier)).toSeconds()))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    }
}
