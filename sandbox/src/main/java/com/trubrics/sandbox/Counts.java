package com.trubrics.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts what arrived, in steps of ten seconds, for the last hour. Not thread-safe: the store guards it. */
final class Counts {
    static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration KEPT = Duration.ofHours(1);

    private final Deque<Bucket> buckets = new ArrayDeque<>();

    /** @param refused requests, while the others count events */
    record Bucket(Instant from, int userEvents, int llmEvents, int refused) {

        private Bucket plus(int user, int llm, int refusals) {
            return new Bucket(from, userEvents + user, llmEvents + llm, refused + refusals);
        }
    }

    void addEvents(Instant now, SandboxEvent.Kind kind, int events) {
        switch (kind) {
            case USER -> add(now, events, 0, 0);
            case LLM -> add(now, 0, events, 0);
        }
    }

    void addRefused(Instant now) {
        add(now, 0, 0, 1);
    }

    private void add(Instant now, int user, int llm, int refused) {
        Instant from = startOf(now);
        Bucket last = buckets.peekLast();
        // If the clock was set back, the newest step counts.
        if (last == null || last.from().isBefore(from)) {
            last = new Bucket(from, 0, 0, 0);
        } else {
            buckets.removeLast();
        }
        buckets.addLast(last.plus(user, llm, refused));
        buckets.removeIf(bucket -> bucket.from().isBefore(from.minus(KEPT)));
    }

    private static Instant startOf(Instant now) {
        long seconds = now.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, STEP.toSeconds()));
    }

    /** Returns the steps in which something arrived, the oldest first. */
    List<Bucket> all() {
        return List.copyOf(buckets);
    }

    void clear() {
        buckets.clear();
    }
}
