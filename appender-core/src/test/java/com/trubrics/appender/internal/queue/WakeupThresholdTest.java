package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.WakeupThreshold.LONGEST_LOOK_INTERVAL;
import static com.trubrics.appender.internal.queue.WakeupThreshold.LOOK_INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeupThresholdTest {

    private static final int BATCH = 100;
    private static final int CROWD = 5_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long FLUSH_INTERVAL = 10 * SECOND;

    private final WakeupThreshold threshold = new WakeupThreshold();
    private long now = 5 * SECOND;
    private long sequence;

    @Test
    void aStreamIsLookedAtWhenItsNextBatchShouldBeFull() {
        stream(100, 3);
        assertThat(looks(100, 20)).isBetween(20, 22);
        stream(400, 3);
        assertThat(looks(400, 20)).isBetween(78, 84);
    }

    @Test
    void aFastStreamIsLookedAtTenTimesASecondAtMost() {
        stream(50_000, 3);

        assertThat(looks(50_000, 10)).isEqualTo(100);
    }

    @Test
    void aSlowStreamIsLookedAtOnceASecondBecauseItMayBecomeFast() {
        stream(60, 3);

        assertThat(arm(FLUSH_INTERVAL)).isEqualTo(LONGEST_LOOK_INTERVAL);
    }

    @Test
    void noStreamIsLookedAtMoreRarelyThanItsEventsAreSent() {
        stream(60, 3);

        assertThat(arm(SECOND / 4)).isEqualTo(SECOND / 4);
    }

    @Test
    void theBeginningOfAStreamIsLookedAtSoon() {
        arm(FLUSH_INTERVAL);
        now += SECOND / 100;
        sequence += 60;

        assertThat(arm(FLUSH_INTERVAL)).isEqualTo(LOOK_INTERVAL);
    }

    @Test
    void aStreamThatBecomesFasterIsLookedAtMoreOften() {
        stream(60, 3);
        now += SECOND / 2;
        sequence += 2_000;

        assertThat(arm(FLUSH_INTERVAL)).isEqualTo(LOOK_INTERVAL);
    }

    @Test
    void aStreamThatDriesUpIsLookedAtMoreAndMoreRarelyAndThenOnceAnInterval() {
        stream(5_000, 3);
        long dry = now;
        int looks = 0;
        for (long look = arm(FLUSH_INTERVAL); look < Long.MAX_VALUE; look = arm(FLUSH_INTERVAL)) {
            now += look;
            looks++;
        }

        assertThat(now - dry).isEqualTo(FLUSH_INTERVAL);
        assertThat(looks).isLessThan(10);
    }

    @Test
    void burstsThatComeEverySecondOrTwoAreAStream() {
        for (int i = 0; i < 5; i++) {
            arm(FLUSH_INTERVAL);
            sequence += 80;
            now += 15 * SECOND / 10;
        }

        assertThat(arm(FLUSH_INTERVAL)).isEqualTo(LONGEST_LOOK_INTERVAL);
        assertThat(threshold.isReached(true, 1_000)).as("nobody calls").isFalse();
    }

    @Test
    void whatTheClockShowsAtFirstSaysNothingAboutTheRate() {
        for (long start : new long[] {-1L << 62, -SECOND, 0, SECOND, 1L << 62}) {
            assertThat(new WakeupThreshold().arm(BATCH, 60, CROWD, FLUSH_INTERVAL, start))
                    .as("%d", start)
                    .isEqualTo(FLUSH_INTERVAL);
        }
    }

    private long arm(long flushInterval) {
        return threshold.arm(BATCH, sequence, CROWD, flushInterval, now);
    }

    /** Lets events come evenly, and somebody else wake the thread once a second. */
    private void stream(int perSecond, int seconds) {
        for (int i = 0; i < seconds; i++) {
            arm(FLUSH_INTERVAL);
            now += SECOND;
            sequence += perSecond;
        }
    }

    /** Lets events come evenly, and returns how often the thread looks by itself. */
    private int looks(int perSecond, int seconds) {
        int looks = 0;
        long begin = now;
        long before = sequence;
        while (now - begin < seconds * SECOND) {
            now += arm(FLUSH_INTERVAL);
            sequence = before + (now - begin) * perSecond / SECOND;
            looks++;
        }
        return looks;
    }
}
