package com.trubrics.appender.internal.value;

import org.jspecify.annotations.Nullable;

/**
 * Whether an object of the application is being read on this thread: its {@code toString()} or its iterator may log an
 * event, even the very event that it is part of, and so on without end. What is logged meanwhile is not taken.
 *
 * <p>Two marks tell: a thread-local, where the nested call reaches an appender on this thread and at once; and, where this
 * thread hands over what others have logged, as the worker of an asynchronous appender does, its name. What is logged
 * there goes through a queue first, and is read when nothing else is any more; but it carries the name of the thread that
 * logged it, through any number of queues.
 *
 * <p>The thread-local holds a value of the JDK, and only while such an object is being read, so that nothing of a web
 * application stays on a container's thread.
 */
public final class UserCode {

    /** Begins as the names of our own threads do, whose calls are never taken. */
    private static final String READING = "trubrics-reading";

    private static final ThreadLocal<@Nullable Boolean> RUNNING = new ThreadLocal<>();

    private UserCode() {}

    /** Whether the caller was called by an object that is being read. */
    public static boolean isRunning() {
        return RUNNING.get() != null;
    }

    /**
     * Begins to read; nothing {@link #isRunning} on this thread.
     *
     * @param loggedBy the name of the thread that logged what is read; null if that is the current one
     * @return for {@link #end}
     */
    public static @Nullable String begin(@Nullable String loggedBy) {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        boolean renamed = loggedBy != null && !name.equals(loggedBy) && rename(thread, READING);
        // Last: where the stack is full, a mark that nobody takes away would silence the thread.
        RUNNING.set(Boolean.TRUE);
        return renamed ? name : null;
    }

    /** Ends what {@link #begin} has begun, with no more stack than that took. */
    public static void end(@Nullable String nameBefore) {
        RUNNING.set(null); // removed, it would be made anew by the next look
        if (nameBefore != null) {
            rename(Thread.currentThread(), nameBefore);
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
