package com.trubrics.appender.mapping;

import com.trubrics.appender.report.Trouble;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Notices an event name that old code leaves in the MDC: while it stands there unchanged, a second logger's line on the
 * same thread becomes an event as well, which hardly anybody means. Told once, then off.
 *
 * <p>Remembers the last such line of a few threads, in slots chosen by the thread's name: two threads that share a slot
 * may hide a leftover from us, never invent one. Thread-safe without locks; keeps no MDC alive.
 */
final class LeftoverEvents {

    private static final int SLOTS = 64;

    /**
     * Lines further apart do not count. Where a framework shows only the entry's value, a name that is a constant in the
     * code looks unchanged whenever it comes again, and two classes may well send events of one name.
     */
    private static final long WINDOW_MILLIS = 1_000;

    private record Sighting(String thread, String logger, WeakReference<Object> context, long at) {
        boolean isOf(String otherThread, Object otherContext, long now) {
            return thread.equals(otherThread) && context.refersTo(otherContext) && Math.abs(now - at) < WINDOW_MILLIS;
        }
    }

    private final AtomicReferenceArray<Sighting> lastSeen = new AtomicReferenceArray<>(SLOTS);
    private volatile boolean told;

    /** Whether another sighting is of interest. */
    boolean watching() {
        return !told;
    }

    /**
     * A line became an event because of the MDC.
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
        return "The MDC entry '" + key + "', unchanged, made events of lines of two loggers, "
                + Excerpt.of(first) + " and " + Excerpt.of(second) + ", on thread '" + Excerpt.of(thread)
                + "': it seems to be left there. Put the event on the call itself, or in the MDC for that one call"
                + " (MDC.putCloseable), or name the loggers that may send events in the option 'loggers'";
    }
}
