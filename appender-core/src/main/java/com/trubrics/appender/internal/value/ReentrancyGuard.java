package com.trubrics.appender.internal.value;

import org.jspecify.annotations.Nullable;

/**
 * Marks the thread on which an object of the application is being read. Its {@code toString()} or its iterator may log an
 * event, even the event that contains the object, in an endless loop. Log calls made meanwhile are ignored.
 *
 * <p>There are two marks. A thread-local detects nested calls that reach an appender immediately on this thread. If this
 * thread handles log calls of other threads, like the worker of an asynchronous appender, its name is changed as well: a
 * nested call then goes through a queue first and is read later, but it carries the name of the thread that logged it,
 * through any number of queues.
 *
 * <p>The thread-local contains a value of the JDK, and only while such an object is being read, so that nothing of a web
 * application stays on a container's thread.
 */
public final class ReentrancyGuard {

    /** Has the prefix of our own threads, whose calls are always ignored. */
    private static final String READING = "trubrics-reading";

    private static final ThreadLocal<@Nullable Boolean> RUNNING = new ThreadLocal<>();

    private ReentrancyGuard() {}

    /** Returns whether the caller was called by an object that is being read. */
    public static boolean isRunning() {
        return RUNNING.get() != null;
    }

    /**
     * Marks the beginning of reading. Allocates nothing.
     *
     * @param loggedBy the name of the thread that logged; null if that is the current one
     * @return for {@link #end}: the name that this thread had before; {@value #READING} if its name stays, and null if it is
     *     marked already
     */
    public static @Nullable String begin(@Nullable String loggedBy) {
        if (isRunning()) {
            return null;
        }
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        boolean renamed = loggedBy != null && !name.equals(loggedBy) && rename(thread, READING);
        // Last, because if the stack is full, a mark that is never removed would silence the thread.
        RUNNING.set(Boolean.TRUE);
        return renamed ? name : READING;
    }

    /** Removes the marks of {@link #begin}, without needing more stack than that did. */
    public static void end(@Nullable String begun) {
        if (begun == null) {
            return;
        }
        RUNNING.set(null); // if removed, the next read would create it again
        if (!begun.equals(READING)) {
            rename(Thread.currentThread(), begun);
        }
    }

    private static boolean rename(Thread thread, String name) {
        try {
            thread.setName(name);
            return true;
        } catch (SecurityException notPermitted) {
            return false;
        }
    }
}
