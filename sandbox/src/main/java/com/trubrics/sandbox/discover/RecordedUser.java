package com.trubrics.sandbox.discover;

import com.trubrics.appender.UserSource;
import org.jspecify.annotations.Nullable;

/** Stands in for the user source of the application, and returns what that returned when the line was logged. */
public final class RecordedUser implements UserSource {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /** The appender's core creates it by its class name. */
    public RecordedUser() {}

    /** Sets the user of the line that this thread is about to map; null for none. */
    static void set(@Nullable String user) {
        CURRENT.set(user);
    }

    @Override
    public @Nullable String userId() {
        return CURRENT.get();
    }
}
