package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Decides what makes a log call an event, nearest source first. It only checks whether fields are present and does not
 * read objects, so it allocates nothing for a call that is no event; most calls cost no more than this. If a value turns
 * out to be blank or unreadable later, {@link #behind} continues with the remaining candidates. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class Decider<E> {

    private final Fields<E> fields;
    private final MessageNames<E> messageNames;

    Decider(Fields<E> fields, MessageNames<E> messageNames) {
        this.fields = fields;
        this.messageNames = messageNames;
    }

    /**
     * Returns the first candidate, or null if the call is not an event.
     *
     * @param own what {@link Fields#on} has found on the call
     */
    @Nullable
    Decision decide(E call, long own) {
        Decision onCall = decideByCall(call, own);
        return onCall != null ? onCall : exchangeInContext(call);
    }

    /** As {@link #decide}, but only the call itself counts. */
    @Nullable
    Decision decideByCall(E call, long own) {
        boolean exchange = fields.prompt.isAmong(own)
                && fields.generation.isAmong(own)
                && fields.prompt.find(call, Source.CALL) != null
                && fields.generation.isOn(call);
        return exchange ? Decision.CALL_HAS_EXCHANGE : eventOnCall(call, own);
    }

    /** Returns the call's own candidate after its exchange turned out to be unusable, or null if there is none. */
    @Nullable
    Decision eventOnCall(E call, long own) {
        Object name = fields.event.isAmong(own) ? fields.event.find(call, Source.CALL) : null;
        return name == null ? null : Decision.named(Source.CALL, name);
    }

    /** Returns the candidate after a refuted one, or null if there is none. */
    @Nullable
    Decision behind(Decision refuted, E call, long own) {
        if (refuted.isByCall()) {
            Decision event = refuted == Decision.CALL_HAS_EXCHANGE ? eventOnCall(call, own) : null;
            return event == null ? exchangeInContext(call) : event;
        }
        if (refuted == Decision.CONTEXT_HAS_EXCHANGE) {
            return eventInContext(call);
        }
        return refuted == Decision.MESSAGE_NAMES_EVENT ? null : message(call);
    }

    private @Nullable Decision exchangeInContext(E call) {
        boolean exchange = fields.prompt.find(call, Source.CONTEXT) != null
                && fields.generation.find(call, Source.CONTEXT) != null;
        return exchange ? Decision.CONTEXT_HAS_EXCHANGE : eventInContext(call);
    }

    private @Nullable Decision eventInContext(E call) {
        Object name = fields.event.find(call, Source.CONTEXT);
        return name == null ? message(call) : Decision.named(Source.CONTEXT, name);
    }

    private @Nullable Decision message(E call) {
        return messageNames.seemsNamed(call) ? Decision.MESSAGE_NAMES_EVENT : null;
    }
}
