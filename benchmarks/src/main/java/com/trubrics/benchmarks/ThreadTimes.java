package com.trubrics.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * The processor time so far of the calling thread, of our delivery thread, and of our senders, in nanoseconds; and of the
 * whole JVM, collector and compiler included.
 */
record ThreadTimes(long caller, long delivery, long senders, long process) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The measured thread is the one that calls. */
    static ThreadTimes now(long process) {
        long delivery = 0;
        long senders = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            String name = thread == null ? "" : thread.getThreadName();
            if (name.startsWith("trubrics-delivery")) {
                delivery += time(thread);
            } else if (name.startsWith("trubrics-sender")) {
                senders += time(thread);
            }
        }
        return new ThreadTimes(THREADS.getCurrentThreadCpuTime(), delivery, senders, process);
    }

    private static long time(ThreadInfo thread) {
        return Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())); // negative: it has ended
    }

    /** A line with what each took since then, in microseconds an event: caller, delivery, senders, all others. */
    String since(ThreadTimes before, long events) {
        long known = caller + delivery + senders - before.caller - before.delivery - before.senders;
        return String.format(
                Locale.ROOT,
                "threads %.3f %.3f %.3f %.3f",
                (caller - before.caller) / 1e3 / events,
                (delivery - before.delivery) / 1e3 / events,
                (senders - before.senders) / 1e3 / events,
                (process - before.process - known) / 1e3 / events);
    }
}
