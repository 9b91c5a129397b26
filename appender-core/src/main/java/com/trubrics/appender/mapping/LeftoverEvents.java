package com.trubrics.appender.mapping;

import com.trubrics.appender.report.Trouble;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Detects an event name that old code has left in the MDC. As long as it stays there unchanged, a line of a second
 * logger on the same thread becomes an event as well, which is rarely intended. Warns once, then stops looking.
 *
 * <p>Remembers the last such line of a few threads, in slots chosen by the thread's name. If two threads share a slot,
 * a leftover may go unnoticed, but none is invented. Thread-safe without locks; keeps no MDC alive.
 */
final class LeftoverEvents {

    private static final int SLOTS = 64;

    /**
     * Lines further apart do not count. If a framework shows only the value of the entry, a constant name looks
     * unchanged whenever it is set again, and two classes may well send events of the same name.
     */
    private static final long WINDOW_MILLIS = 1_000;

    private record Sighting(String thread, String logger, WeakReference<Object> context, long at) {
        boolean isOf(String otherThread, Object otherContext, long now) {
            return thread.equals(otherThread) && context.refersTo(otherContext) && Math.abs(now - at) < WINDOW_MILLIS;
        }
    }

    private final AtomicReferenceArray<Sighting> lastSeen = new AtomicReferenceArray<>(SLOTS);
    private volatile boolean told;

    /** Returns whether the detector is still looking. */
    boolean watching() {
        return !told;
    }

    /**
     * Records that a line became an event because of the MDC.
     *
     * @param key the MDC key with the event's name
     */
    <E> void sighted(E call, LogCallReader<E> reader, String key, MappingReport report) {
        String thread = reader.threadName(call);
        String logger = reader.loggerName(call);
        Object context = reader.contextIdentity(call, key);
        long at = reader.instant(call).toEpochMilli();
        int slot = thread.hashCode() & (SLOTS - 1);
        Sighting last = lastSeen.get(slot);
        if (last == null || !last.isOf(thread, context, at)) {
            lastSeen.set(slot, new Sighting(thread, logger, new WeakReference<>(context), at));
        } else if (!last.logger().equals(logger)) {
            told = true;
            report.trouble(Trouble.LEFTOVER_EVENT, message(thread, last.logger(), logger, key));
        }
    }

    private static String message(String thread, String first, String second, String key) {
        return "The unchanged MDC entry '" + key + "' turned log lines of two loggers into events, "
                + Excerpt.of(first) + " and " + Excerpt.of(second) + ", on thread '" + Excerpt.of(thread)
                + "': old code seems to have left it there. Put the event on the call itself, or in the MDC for that one"
                + " call (MDC.putCloseable), or name the loggers that may send events in the option 'loggers'";
    }
}
