package com.trubrics.appender.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code Retry-After}: kept by everybody who sends to the host, but for one last attempt of each at its end. */
class HoldTest {

    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private static final long NOW = Long.MAX_VALUE - 5;

    private final HostHold host = new HostHold();
    private final Hold hold = new Hold(host);
    private final Hold other = new Hold(host);

    private static long in(long nanos) {
        return NOW + nanos;
    }

    @Test
    void atFirstNothingIsHeldBack() {
        assertThat(host.isHolding(NOW)).isFalse();
        assertThat(host.isHolding(Long.MIN_VALUE)).isFalse();
        assertThat(hold.isHolding(0)).isFalse();
    }

    @Test
    void everyPipelineToTheHostIsHeldBack() {
        hold.until(in(100));

        assertThat(other.isHolding(in(99))).isTrue();
        assertThat(other.until()).isEqualTo(in(100));
        assertThat(other.isHolding(in(100))).isFalse();
    }

    @Test
    void anEarlierEndDoesNotShortenIt() {
        hold.until(in(100));
        other.until(in(50));

        assertThat(hold.until()).isEqualTo(in(100));
        other.until(in(150));
        assertThat(hold.until()).isEqualTo(in(150));
    }

    @Test
    void atItsEndAPipelineMayTryOnceMore() {
        hold.until(in(100));

        assertThat(hold.hurry()).isTrue();
        assertThat(hold.isHolding(NOW)).isFalse();
        assertThat(other.isHolding(NOW)).isTrue();
        hold.until(in(200));
        assertThat(hold.isHolding(NOW)).isTrue();
        assertThat(hold.hurry()).isFalse();
    }

    @Test
    void afterTheEndTheHoldCountsAgain() {
        hold.until(in(100));
        hold.hurry();
        hold.reset();

        assertThat(hold.isHolding(NOW)).isTrue();
        assertThat(hold.hurry()).isTrue();
    }

    @Test
    void aHostThatNobodyUsesIsForgottenWhenItsTimeIsOver() {
        HostHolds holds = new HostHolds();
        HostHold held = holds.of("held", host -> false, NOW);
        held.holdUntil(in(100));
        HostHold used = holds.of("used", host -> false, NOW);
        for (int i = 0; i < 50; i++) {
            holds.of("tenant" + i, "used"::equals, NOW);
        }

        assertThat(holds.size()).isEqualTo(3);
        assertThat(holds.of("held", "used"::equals, NOW)).isSameAs(held);
        assertThat(holds.of("used", host -> false, in(100))).isSameAs(used);
        assertThat(holds.size()).isEqualTo(1);
    }
}
