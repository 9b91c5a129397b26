package com.trubrics.appender.llm;

import org.jspecify.annotations.Nullable;

/**
 * Returns the user for whom a thread works. Called on the thread that asks a model, before the model is called, and only if
 * the MDC of that thread has no {@code user_id}.
 */
@FunctionalInterface
public interface LlmUser {

    /** Returns no user, so that the appender looks for one as it does for every line. */
    LlmUser OF_THE_LINE = () -> null;

    /** Returns the user's ID, or null if there is none. If it throws, this counts as null. */
    @Nullable
    String currentUserId();
}
