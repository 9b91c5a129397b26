package com.trubrics.appender.spi;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a framework's log event: fields by name, without copies. One reader handles all calls, so reading a call
 * allocates nothing. Thread-safe.
 *
 * <p>Called on the thread that runs the appender, only while the framework passes the event. It may throw what a
 * user's map or message throws, and the caller handles it.
 *
 * @param <E> the framework's log event
 */
public interface LogCallReader<E> {

    /** Returns whether the call has any field of its own. */
    boolean hasFields(E call);

    /**
     * Returns the union of the bits of the call's own fields, 0 if it has none. Additional bits are allowed and only
     * cost lookups. A reader that would have to allocate, or to run code of the application, returns all bits.
     *
     * @param bits the bits of one name, never 0; also accepts null
     */
    default long ownFields(E call, ToLongFunction<? super @Nullable String> bits) {
        return hasFields(call) ? -1L : 0;
    }

    /**
     * Returns whether code of the application may run while the call is being read, such as a map that was logged as an
     * object. Values that are only passed on do not count.
     */
    boolean runsApplicationCode(E call);

    /** Returns whether the call itself has a field of that name; its value may be null. */
    boolean hasField(E call, String name);

    /** Returns a field of the call itself: a key-value pair or an entry of a map message. The last duplicate wins. */
    @Nullable
    Object field(E call, String name);

    /** Visits every field of the call itself in order, including duplicates. */
    void forEachField(E call, BiConsumer<? super String, @Nullable Object> action);

    /** Returns an MDC entry as captured in the log event. */
    @Nullable
    Object contextValue(E call, String name);

    /** Visits every MDC entry as captured in the log event. */
    void forEachContextValue(E call, BiConsumer<? super String, @Nullable Object> action);

    /**
     * Returns the union of the bits of the MDC's keys, 0 if it is empty. Additional bits are allowed and only cost
     * lookups.
     *
     * @param bits the bits of one key, never 0; also accepts null
     */
    default long contextFields(E call, ToLongFunction<? super @Nullable String> bits) {
        KeyBits union = new KeyBits(bits);
        forEachContextValue(call, union);
        return union.found;
    }

    /** Returns when the line was logged. */
    Instant instant(E call);

    /** Returns the message before its parameters are filled in, or null if there is none. */
    @Nullable
    String messagePattern(E call);

    /**
     * Returns the {@link #messagePattern} if the formatted message is that pattern with the parameters filled in; null if
     * it may be anything, as that of a message which is a class of the application.
     */
    default @Nullable String template(E call) {
        return messagePattern(call);
    }

    /** Returns whether the call passes parameters for its message. */
    boolean hasParameters(E call);

    /**
     * Returns the parameters that the call passes for its message, as the framework keeps them, or null if there are
     * none. Do not modify the array.
     */
    @Nullable
    Object @Nullable [] parameters(E call);

    /**
     * Returns the message as other appenders print it, or null if there is none. May run code of the application, such
     * as the {@code toString()} of a parameter.
     */
    @Nullable
    String formattedMessage(E call);

    /** Returns whether the call has a marker of that name, itself or within one of its markers. */
    boolean hasMarker(E call, String name);

    /** Visits the names of the call's markers, without those that they contain. */
    default void forEachMarker(E call, Consumer<? super String> action) {}

    /**
     * Returns the class name of the exception that the framework has recognised, or null if there is none. An exception
     * that the framework takes for an ordinary parameter is not one.
     */
    @Nullable
    String exceptionClass(E call);

    /** Returns the message of the exception that the framework has recognised, or null if there is none. */
    @Nullable
    String exceptionMessage(E call);

    /**
     * Returns whether an exception at the end of the arguments may be the exception of the call: the framework recognises
     * either this one or none.
     */
    default boolean mayBeThrown(E call, Throwable argument) {
        return true;
    }

    /** Returns the logger's name. */
    String loggerName(E call);

    /** Returns the thread that logged. Behind an asynchronous appender, it is not the current thread. */
    String threadName(E call);

    /** Returns the level's name, such as {@code INFO}. */
    String levelName(E call);

    /**
     * Returns a sample call on the current thread, or null if the reader does not create one. It serves to run the code
     * that reads calls before the first real one, and its event is never sent.
     *
     * @param logger the name of its logger
     * @param fields its own fields
     * @param context its MDC
     */
    default @Nullable E madeUp(String logger, Map<String, Object> fields, Map<String, String> context) {
        return null;
    }
}
