package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeldRequestsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final HeldRequests held = new HeldRequests(Runnable::run);
    private final AtomicInteger answers = new AtomicInteger();

    @Test
    void aReleaseEndsWhatIsHeldOnce() {
        held.answerLater(new Object(), LONG, held.releases(), answers::incrementAndGet);
        assertThat(answers).hasValue(0);

        held.release();
        held.release();
        assertThat(answers).hasValue(1);
    }

    @Test
    void aReleaseBetweenTheDecisionAndTheHoldingEndsTheRequestToo() {
        long decided = held.releases();
        held.release();

        held.answerLater(new Object(), LONG, decided, answers::incrementAndGet);
        assertThat(answers).hasValue(1);
    }
}
