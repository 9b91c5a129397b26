package com.trubrics.benchmarks;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How a service logs: bursts of events at fixed times, all by one thread. */
enum ServiceLoad {
    /** Most services, most of the time. */
    STEADY("100 events/s, one by one", 1, 10, 20),
    /** A service under load: the requests of a moment end together. */
    BURST("2,000 events/s in bursts of 200", 200, 100, 10);

    /** The same load before the measured seconds. Far too short to compile everything, as in a service. */
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

    /** Whether an event is the first of a burst, for which its caller has to wait. */
    boolean beginsBurst(int event) {
        return event % burst == 0;
    }

    /** Waits until the burst that begins with this event is due. A caller that is late does not wait. */
    void awaitBurst(int event, long begin) {
        long due = begin + TimeUnit.MILLISECONDS.toNanos(event / burst * periodMillis);
        while (System.nanoTime() - due < 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}
