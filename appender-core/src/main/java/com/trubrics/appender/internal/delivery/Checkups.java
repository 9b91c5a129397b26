package com.trubrics.appender.internal.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The {@link Checkup}s of one pipeline, by user. Any thread adds and removes them; the delivery thread runs them. */
final class Checkups {

    private final Map<Object, Entry> byUser = new ConcurrentHashMap<>();
    private final LongSupplier accepted;

    private record Entry(Checkup checkup, long acceptedBefore) {}

    /** @param accepted how many events the pipeline has accepted so far; any thread */
    Checkups(LongSupplier accepted) {
        this.accepted = accepted;
    }

    /** Adds the checkup of a user; the caller wakes the delivery thread. */
    void add(Object user, Checkup checkup) {
        byUser.put(user, new Entry(checkup, accepted.getAsLong()));
    }

    /** Forgets the checkup of a user, and whatever it holds. */
    void remove(Object user) {
        byUser.remove(user);
    }

    /** Runs them all; returns after how many nanoseconds to call again at the latest. */
    long run(long now) {
        long delay = Long.MAX_VALUE;
        for (Entry entry : byUser.values()) {
            delay = Math.min(delay, entry.checkup.check(now, accepted.getAsLong() > entry.acceptedBefore));
        }
        return delay;
    }
}
