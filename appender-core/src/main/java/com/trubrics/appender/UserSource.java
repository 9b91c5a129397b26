package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Returns the current user. Name your implementation in the option {@code userSource} of an appender. It needs a
 * public constructor without parameters.
 *
 * <p>The appender creates one instance for each class at the first use. It asks the instance only for a log call that is
 * an event and names no user, either itself or in the MDC.
 */
@FunctionalInterface
public interface UserSource {

    /**
     * Returns the distinct ID of the user for whom the current thread works, or null if there is none. Blank text and
     * {@code anonymousUser} count as no user.
     *
     * <p>This method is called on the thread that logs, and on several threads at once. It should not block. Its own log
     * calls are never events. If it throws, the event has no user, and the appender warns once.
     */
    @Nullable
    String userId();
}
