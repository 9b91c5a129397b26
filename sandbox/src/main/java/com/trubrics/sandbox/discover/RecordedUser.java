package com.trubrics.sandbox.discover;

import com.trubrics.appender.UserSource;
import org.jspecify.annotations.Nullable;

/** Answers, in place of the application's own user source, what that has answered when the line was logged. */
public final class RecordedUser implements UserSource {
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    /** Made by the appender's core, by its name. */
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
