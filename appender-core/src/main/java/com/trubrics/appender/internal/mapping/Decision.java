package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.Nullable;

/**
 * What made a log call an event: the nearest source that names an event, or has both prompt and generation.
 *
 * @param cause which source, and what it has
 * @param eventName the event's name if the source has it as text, to avoid a second lookup; otherwise null
 */
record Decision(Cause cause, @Nullable String eventName) {

    enum Cause {
        CALL_NAMES_EVENT(Kind.USER_EVENT, Source.CALL),
        CALL_HAS_EXCHANGE(Kind.LLM_EVENT, Source.CALL),
        CONTEXT_NAMES_EVENT(Kind.USER_EVENT, Source.CONTEXT),
        CONTEXT_HAS_EXCHANGE(Kind.LLM_EVENT, Source.CONTEXT),
        /** The message, with {@code eventFromMessage}. */
        MESSAGE_NAMES_EVENT(Kind.USER_EVENT, null);

        private final Kind kind;
        private final @Nullable Source source;

        Cause(Kind kind, @Nullable Source source) {
            this.kind = kind;
            this.source = source;
        }
    }

    static final Decision CALL_HAS_EXCHANGE = new Decision(Cause.CALL_HAS_EXCHANGE, null);
    static final Decision CONTEXT_HAS_EXCHANGE = new Decision(Cause.CONTEXT_HAS_EXCHANGE, null);
    static final Decision MESSAGE_NAMES_EVENT = new Decision(Cause.MESSAGE_NAMES_EVENT, null);

    /** Returns the decision for a value that names the event; null if there is none. */
    static @Nullable Decision named(Cause cause, @Nullable Object name) {
        if (name == null) {
            return null;
        }
        return new Decision(cause, name instanceof String text ? text : null);
    }

    Kind kind() {
        return cause.kind;
    }

    /** Null for the message. */
    @Nullable
    Source source() {
        return cause.source;
    }

    /** Returns whether the call itself has decided. */
    boolean isByCall() {
        return cause.source == Source.CALL;
    }
}
