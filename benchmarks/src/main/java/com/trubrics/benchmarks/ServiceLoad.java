package com.trubrics.benchmarks;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How often a service logs. One thread logs all events, in bursts that begin at fixed times. */
enum ServiceLoad {
    /** An ordinary service. */
    STEADY("100 events/s, one by one", 1, 10, 20),
    /** A busy service that logs in batches. */
    BURST("2,000 events/s in bursts of 200", 200, 100, 10);

    /** The same load before measuring begins: too short to compile much, as in a service. */
    private static final int WARM_UP_SECONDS = 2;

    private final String title;
    private final int burst;
    private final long periodMillis;
    private final int seconds;

    ServiceLoad(String title, int burst, long periodMillis, int seconds) {
        this.title = title;
        this.burst = burst;
        this.periodMillis = periodMillis;
        this.seconds = seconds;
    }

    static ServiceLoad of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String title() {
        return title;
    }

    int warmUpEvents() {
        return events(WARM_UP_SECONDS);
    }

    int measuredEvents() {
        return events(seconds);
    }

    private int events(int ofSeconds) {
        return (int) (TimeUnit.SECONDS.toMillis(ofSeconds) / periodMillis * burst);
    }

    /** Whether this event is the first of its burst. */
    boolean beginsBurst(int event) {
        return event % burst == 0;
    }

    /** Waits until the burst that begins with this event is due; does not wait if it is overdue. */
    void awaitBurst(int event, long begin) {
        long due = begin + TimeUnit.MILLISECONDS.toNanos(event / burst * periodMillis);
        while (System.nanoTime() - due < 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}
