package com.trubrics.appender.spi;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link EventCapture} of this JVM, once, because a JVM either tests or delivers. */
public final class EventCaptures {

    private static final @Nullable EventCapture INSTALLED = find();

    private EventCaptures() {}

    /** Returns the capture that receives all events, or null if events are delivered. Any thread. */
    public static @Nullable EventCapture installed() {
        return INSTALLED;
    }

    private static @Nullable EventCapture find() {
        EventCapture own = first(EventCapture.class.getClassLoader());
        return own == null ? first(Thread.currentThread().getContextClassLoader()) : own;
    }

    /** Returns the first capture that a class loader finds, or null if there is none. Never throws. */
    static @Nullable EventCapture first(@Nullable ClassLoader loader) {
        try {
            return ServiceLoader.load(EventCapture.class, loader).findFirst().orElse(null);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            // A test kit of another version, or a stopped web application. The appender must start nevertheless.
            return null;
        }
    }
}
