package com.trubrics.appender.internal.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Finds the user of an event in the call and its MDC. Called on the thread that runs the appender.
 *
 * @param <E> what the event is built from
 */
@FunctionalInterface
interface UserFinder<E> {

    /** Returns the user's ID, or null if there is none. */
    @Nullable
    String find(FieldValues<E> values);
}
