package com.trubrics.appender.testkit;

import org.junit.jupiter.api.Test;

/**
 * An application's logging under every fault, drawn from a seed: log calls, bursts, flushes, reconfigurations, stops and
 * interrupts, while a server does to its requests whatever can be done to them. With the real appender, the real HTTP
 * client and real sockets. Whenever the faults are over, everything is accounted for, and a new event gets through.
 *
 * <p>A seed replays the steps and what the server does to the request of each number. How the threads meet is their own
 * affair, so a failure may take more than one replay.
 *
 * @param <S> the framework's system
 */
public abstract class RandomLifeContract<S extends LoggingSystem> {

    /** Starts the framework with this configuration. */
    protected abstract S start(AppenderConfig config);

    /** Exchanges the configuration, as the framework does when the file has changed. */
    protected abstract void reconfigure(S system, AppenderConfig config);

    /** Stops our appender alone. */
    protected abstract void stopAppender(S system);

    /** Starts that same appender again. */
    protected abstract void startAppender(S system);

    @Test
    public void aRandomLifeUnderEveryFaultLosesNothingAndHoldsNobody() {
        LifeTotals totals = new LifeTotals();
        Campaign.seeds(2, 200)
                .forEach(seed -> Campaign.replayable(seed, () -> new RandomLife<>(seed, this, totals).live()));
        Campaign.report(getClass().getSimpleName() + ": " + totals);
    }
}
