package com.trubrics.sandbox.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Notifies open pages and waiting tests of changes. A change has only the name of a topic; the owner of the topic has its
 * current state. Thread-safe.
 */
public final class Changes {
    // Guarded by this.
    private final Map<String, Long> topics = new LinkedHashMap<>();
    private long version;

    /** Records a change, and wakes waiting threads. */
    public synchronized void changed(String topic) {
        version++;
        topics.put(topic, version);
        notifyAll();
    }

    /** The number of changes so far. */
    public synchronized long version() {
        return version;
    }

    /** The topics that have changed after {@code version}. */
    public synchronized Set<String> since(long version) {
        Set<String> changed = new LinkedHashSet<>();
        topics.forEach((topic, at) -> {
            if (at > version) {
                changed.add(topic);
            }
        });
        return changed;
    }

    /** Waits until something has changed after {@code version}, at most this long. */
    public synchronized void await(long version, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toNanos(); this.version <= version && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
