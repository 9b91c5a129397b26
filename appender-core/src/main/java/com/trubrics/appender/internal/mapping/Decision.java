package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.Nullable;

/** What made a log call an event: the nearest source that names an event, or has both prompt and generation. */
enum Decision {
    CALL_NAMES_EVENT(Kind.USER_EVENT, Source.CALL),
    CALL_HAS_EXCHANGE(Kind.LLM_EVENT, Source.CALL),
    CONTEXT_NAMES_EVENT(Kind.USER_EVENT, Source.CONTEXT),
    CONTEXT_HAS_EXCHANGE(Kind.LLM_EVENT, Source.CONTEXT),
    /** The message, with {@code eventFromMessage}. */
    MESSAGE_NAMES_EVENT(Kind.USER_EVENT, null);

    private final Kind kind;
    private final @Nullable Source source;

    Decision(Kind kind, @Nullable Source source) {
        this.kind = kind;
        this.source = source;
    }

    Kind kind() {
        return kind;
    }

    /** Null for the message. */
    @Nullable
    Source source() {
        return source;
    }

    /** Returns whether the call itself has decided. */
    boolean isByCall() {
        return source == Source.CALL;
    }
}
