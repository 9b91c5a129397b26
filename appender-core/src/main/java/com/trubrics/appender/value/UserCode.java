package com.trubrics.appender.value;

import org.jspecify.annotations.Nullable;

/**
 * Whether an object of the application is being read on this thread: its {@code toString()} or its iterator may log an
 * event, even the very event that it is part of, and so on without end. What is logged meanwhile is not taken.
 *
 * <p>The thread-local holds a value of the JDK, and only while such an object is being read, so that nothing of a web
 * application stays on a container's thread.
 */
public final class UserCode {

    private static final ThreadLocal<@Nullable Boolean> RUNNING = new ThreadLocal<>();

    private UserCode() {}

    /** Whether the caller was called by an object that is being read. */
    public static boolean isRunning() {
        return RUNNING.get() != null;
    }

    /** Begins to read; answers false if that is being done already, and must then not be ended. */
    static boolean begin() {
        if (isRunning()) {
            return false;
        }
        RUNNING.set(Boolean.TRUE);
        return true;
    }

    static void end() {
        RUNNING.set(null); // removed, it would be made anew by the next look
    }
}
