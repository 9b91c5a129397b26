package com.trubrics.appender.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Notes what a framework does with log calls while its configuration is exchanged: a filter in front of our appender and
 * an appender beside it call this. Static, because frameworks make those two themselves. Any thread.
 */
public final class Witness {
    private static final Queue<String> HANDED_OVER = new ConcurrentLinkedQueue<>();

    private static long lastLine;
    private static long longestPause;

    private Witness() {}

    /** Forgets which events came before. */
    static void forget() {
        HANDED_OVER.clear();
    }

    /** From now on the pauses of the neighbour are measured. */
    static synchronized void watchTheNeighbour() {
        lastLine = System.nanoTime();
        longestPause = 0;
    }

    /** An event with this id has come so far as our appender, which takes it now. */
    public static void handedOver(String id) {
        HANDED_OVER.add(id);
    }

    /** What has come so far; an id stands there as often as it was handed over. */
    public static List<String> handedOver() {
        return List.copyOf(HANDED_OVER);
    }

    /** The neighbour has taken a line. */
    public static synchronized void neighbourTookALine() {
        long now = System.nanoTime();
        longestPause = Math.max(longestPause, now - lastLine);
        lastLine = now;
    }

    /** The longest time in which the neighbour took nothing, up to now. */
    static synchronized Duration longestPause() {
        return Duration.ofNanos(Math.max(longestPause, System.nanoTime() - lastLine));
    }
}
