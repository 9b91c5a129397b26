package com.trubrics.appender.logback;

import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads the fields that one kind of argument or marker carries. Thread-safe. May throw what the application's map throws. */
interface FieldCarrier {

    /** Returns the union of the bits of the fields; all bits where finding out would run code of the application. */
    long bits(Object carrier, ToLongFunction<? super @Nullable String> bits);

    /** Returns whether there is a field of that name; its value may be null. */
    boolean has(Object carrier, String name);

    /** Returns the value of a field, or null if there is none. */
    @Nullable
    Object get(Object carrier, String name);

    /** Visits every field. */
    void forEach(Object carrier, BiConsumer<? super String, @Nullable Object> action);
}
