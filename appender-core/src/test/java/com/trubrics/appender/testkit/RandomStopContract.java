package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Logging systems that are stopped at random moments of the log stream, in random ways, with random settings, while
 * threads log and a server in a random mood answers. Whatever comes together, {@link StopRound} says what must hold.
 */
public abstract class RandomStopContract {
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong undelivered = new AtomicLong();
    private final AtomicLong longestOverrun = new AtomicLong(Long.MIN_VALUE);

    /** Starts the framework with this configuration and no other appender. */
    protected abstract LoggingSystem start(AppenderConfig config);

    /** Stops our appender alone, as an application may. */
    protected abstract void stopAppender(LoggingSystem system);

    /** Stops the framework as a whole, with this time granted where it can grant any. */
    protected abstract void stopContext(LoggingSystem system, Duration granted);

    /** Whether the framework's own stop leaves the interrupt flag alone even while others log. */
    protected boolean contextKeepsInterruptFlag() {
        return true;
    }

    /** Whether a stop on an interrupted thread waits until the framework's asynchronous appender has handed over all. */
    protected boolean interruptedStopAwaitsAsync() {
        return true;
    }

    /** Whether the framework as a whole can be stopped by two threads at the same time. */
    protected boolean contextStopsOnTwoThreads() {
        return true;
    }

    @Test
    @Timeout(900)
    public void aStopAtAnyMomentAndInAnyWayEndsInTimeAndLosesNothingUncounted() {
        long rounds = Campaign.seeds(30, 1_000)
                .peek(seed -> Campaign.replayable(seed, () -> run(seed)))
                .sum();
        assertThat(rounds).isPositive();
        Campaign.report(String.format(
                "%s: %,d events logged before the stop, %,d of them not delivered and counted; the latest stop came back"
                        + " %d ms after its budget",
                getClass().getSimpleName(), events.get(), undelivered.get(), longestOverrun.get() / 1_000_000));
    }

    private void run(long seed) {
        StopRound.Result result = new StopRound(this, seed).run();
        events.addAndGet(result.finished());
        undelivered.addAndGet(result.missing());
        longestOverrun.accumulateAndGet(result.overrun().toNanos(), Math::max);
    }
}
