package com.trubrics.appender.logback;

import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one kind of argument or marker. Thread-safe. May throw what the application's map throws. */
interface FieldCarrier {

    /** Returns the union of the bits of the fields; all bits if the answer would require code of the application. */
    long bits(Object carrier, ToLongFunction<? super @Nullable String> bits);

    /** Returns whether there is a field of that name; its value may be null. */
    boolean has(Object carrier, String name);

    /** Returns the value of a field, or null if there is none. */
    @Nullable
    Object get(Object carrier, String name);

    /** Visits every field. */
    void forEach(Object carrier, BiConsumer<? super String, @Nullable Object> action);
}
