package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.Nullable;

/** What made a log call an event: the nearest source that names an event, or has both prompt and generation. */
final class Decision {

    static final Decision CALL_HAS_EXCHANGE = new Decision(Kind.LLM_EVENT, Source.CALL, null);
    static final Decision CONTEXT_HAS_EXCHANGE = new Decision(Kind.LLM_EVENT, Source.CONTEXT, null);

    /** The message is the name, with {@code eventFromMessage}. */
    static final Decision MESSAGE_NAMES_EVENT = new Decision(Kind.USER_EVENT, null, null);

    final Kind kind;

    /** Null for the message. */
    final @Nullable Source source;

    /** The event's name if the source has it as text, to avoid a second lookup; otherwise null. */
    final @Nullable String eventName;

    private Decision(Kind kind, @Nullable Source source, @Nullable String eventName) {
        this.kind = kind;
        this.source = source;
        this.eventName = eventName;
    }

    /** Returns the decision for a value that names the event. */
    static Decision named(Source source, Object name) {
        return new Decision(Kind.USER_EVENT, source, name instanceof String text ? text : null);
    }

    /** Returns whether the call itself has decided. */
    boolean isByCall() {
        return source == Source.CALL;
    }
}
