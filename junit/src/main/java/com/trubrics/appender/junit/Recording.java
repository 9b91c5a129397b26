package com.trubrics.appender.junit;

import com.trubrics.appender.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The captured events of one test. Thread-safe: a monitor guards it and notifies waiting threads. */
final class Recording {

    /** More lines would make a failure hard to read. */
    private static final int MOST_EXPLANATIONS = 200;

    private final List<Event> events = new ArrayList<>();
    private final List<DroppedEvent> dropped = new ArrayList<>();
    private final Deque<String> explanations = new ArrayDeque<>();

    synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    synchronized void add(DroppedEvent event) {
        dropped.add(event);
        notifyAll();
    }

    synchronized void add(String explanation) {
        if (explanations.size() == MOST_EXPLANATIONS) {
            explanations.removeFirst();
        }
        explanations.addLast(explanation);
    }

    synchronized void clear() {
        events.clear();
        dropped.clear();
        explanations.clear();
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized List<DroppedEvent> dropped() {
        return List.copyOf(dropped);
    }

    synchronized List<String> explanations() {
        return List.copyOf(explanations);
    }

    /** Waits until there are this many, and returns whether there are. */
    synchronized boolean await(Function<Recording, List<?>> which, int count, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (which.apply(this).size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }
}
