package com.trubrics.appender.mapping;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a framework's log event: fields by name, nothing copied. One reader serves all calls, so that looking at a call
 * allocates nothing. Thread-safe.
 *
 * <p>Called on the thread that runs the appender, only while the framework hands the event over. It may throw what a
 * user's map or message throws; the caller deals with it.
 *
 * @param <E> the framework's log event
 */
public interface LogCallReader<E> {

    /** Whether the call carries any field of its own. */
    boolean hasFields(E call);

    /**
     * The union of the bits of the call's own fields, 0 if it has none. More bits than that are allowed: they only cost
     * lookups. So a reader that would have to run code of the application, or to allocate, returns all bits.
     *
     * @param bits the bits of one name, never 0; also accepts null
     */
    default long ownFields(E call, ToLongFunction<? super @Nullable String> bits) {
        return hasFields(call) ? -1L : 0;
    }

    /**
     * Whether code of the application may run while a call is being read, such as a map that was logged as an object.
     * Values that are only passed on do not count.
     */
    boolean runsApplicationCode();

    /** Whether the call itself has a field of that name; its value may be null. */
    boolean hasField(E call, String name);

    /** A field of the call itself: a key-value pair or an entry of a map message; of duplicates the last. */
    @Nullable
    Object field(E call, String name);

    /** Every field of the call itself, in order; duplicates included. */
    void forEachField(E call, BiConsumer<? super String, @Nullable Object> action);

    /** An MDC entry as captured in the log event. */
    @Nullable
    Object contextValue(E call, String name);

    /** Every MDC entry as captured in the log event. */
    void forEachContextValue(E call, BiConsumer<? super String, @Nullable Object> action);

    /**
     * Something whose identity stays the same while the MDC, or at least its entry of that name, is not changed.
     *
     * @param name an entry that is present
     */
    Object contextIdentity(E call, String name);

    /** When the line was logged. */
    Instant instant(E call);

    /** The message before its parameters are filled in; null if there is none. */
    @Nullable
    String messagePattern(E call);

    /** Whether the call passes parameters for its message. */
    boolean hasParameters(E call);

    /** The logger's name. */
    String loggerName(E call);

    /** The thread that logged, which behind an asynchronous appender is not the current one. */
    String threadName(E call);

    /** The level's name, {@code INFO}. */
    String levelName(E call);
}
