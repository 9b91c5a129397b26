package com.trubrics.appender.llm;

import org.jspecify.annotations.Nullable;

/**
 * Names the user for whom a thread works. Asked on the thread that asks a model, before the model is called, and only if the
 * MDC of that thread has no {@code user_id}.
 */
@FunctionalInterface
public interface LlmUser {

    /** Leaves the user to the appender, which looks for one as it does for every line. */
    LlmUser OF_THE_LINE = () -> null;

    /** Returns the user's ID, or null if there is none. Whatever this throws counts as null. */
    @Nullable
    String currentUserId();
}
