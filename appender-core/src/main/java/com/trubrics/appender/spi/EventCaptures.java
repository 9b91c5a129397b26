package com.trubrics.appender.spi;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link EventCapture} of this JVM, once: a JVM either tests or delivers. */
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

    private static @Nullable EventCapture first(@Nullable ClassLoader loader) {
        try {
            return ServiceLoader.load(EventCapture.class, loader).findFirst().orElse(null);
        } catch (ServiceConfigurationError | LinkageError | SecurityException e) {
            // A test kit of another version, say. Nothing may keep an appender from starting.
            return null;
        }
    }
}
