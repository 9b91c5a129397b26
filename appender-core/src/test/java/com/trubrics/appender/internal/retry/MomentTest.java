package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the next step is due: at the first time that was asked about and has not come. */
class MomentTest {

    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private static final long NOW = Long.parseLong("9223372036854775797");

    private final Moment moment = new Moment(NOW);

    @Test
    void untilSomethingIsAskedNothingIsDue() {
        assertThat(moment.untilNext()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFirstTimeThatHasNotComeIsNext() {
        assertThat(moment.hasCome(NOW + 20)).isFalse();
        assertThat(moment.hasCome(NOW + 10)).isFalse();
        assertThat(moment.hasCome(NOW + 30)).isFalse();

        assertThat(moment.untilNext()).isEqualTo(10);
    }

    @Test
    void aTimeThatHasComeIsNotWaitedFor() {
        assertThat(moment.hasCome(NOW)).isTrue();
        assertThat(moment.hasCome(NOW - 1)).isTrue();

        assertThat(moment.untilNext()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itMayBeDueForAnotherReason() {
        moment.nextAfter(7);
        moment.nextAfter(9);

        assertThat(moment.untilNext()).isEqualTo(7);
    }
}
