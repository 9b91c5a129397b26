package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Knows who the current user is. Name your implementation in the option {@code userSource} of an appender; it needs a
 * public constructor without parameters.
 *
 * <p>The appender makes one instance for each class, at the first use, and asks it only for a log call that is an event
 * and names no user, neither itself nor in the MDC.
 */
@FunctionalInterface
public interface UserSource {

    /**
     * Returns the distinct ID of the user for whom the current thread works, or null if there is none. Blank texts and
     * {@code anonymousUser} count as none.
     *
     * <p>Called on the thread that logs, from any number of threads at a time, so it should not block. What it logs is
     * never an event. If it throws, the event has no user, and the appender warns once.
     */
    @Nullable
    String userId();
}
