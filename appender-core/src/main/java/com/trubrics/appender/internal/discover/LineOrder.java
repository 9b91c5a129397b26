package com.trubrics.appender.internal.discover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Records which kinds of lines follow each other on the same thread, within a minute and a few lines, as prompts and answers do.
 * Remembers at most {@value #MOST_THREADS} threads, and then starts over. Thread-safe.
 */
final class LineOrder {

    static final int MOST_THREADS = 1_000;
    private static final int MOST_LINES = 4;
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private record Seen(LineKind kind, long at) {}

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Seen>> byThread = new ConcurrentHashMap<>();

    LineOrder(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void saw(String thread, LineKind kind) {
        if (byThread.size() >= MOST_THREADS) {
            byThread.clear();
        }
        long now = nanoTime.getAsLong();
        Deque<Seen> lines = byThread.computeIfAbsent(thread, unused -> new ArrayDeque<>());
        synchronized (lines) { // of one thread; but names of threads need not be unique
            for (Iterator<Seen> before = lines.iterator(); before.hasNext(); ) {
                Seen seen = before.next();
                if (now - seen.at > LONGEST) {
                    before.remove();
                } else if (seen.kind != kind) {
                    seen.kind.followedBy(kind);
                }
            }
            lines.addLast(new Seen(kind, now));
            if (lines.size() > MOST_LINES) {
                lines.removeFirst();
            }
        }
    }
}
