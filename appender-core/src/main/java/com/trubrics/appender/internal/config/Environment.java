package com.trubrics.appender.internal.config;

import com.trubrics.appender.spi.EventCapture;
import com.trubrics.appender.spi.EventCaptures;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The process around the configuration.
 *
 * @param property returns a system property by name, or null if it is not set
 * @param variable returns an environment variable by name, or null if it is not set
 * @param maxHeapBytes the maximum size of the heap
 * @param capture what receives events in place of the delivery; null if they are delivered
 */
public record Environment(
        UnaryOperator<@Nullable String> property,
        UnaryOperator<@Nullable String> variable,
        long maxHeapBytes,
        @Nullable EventCapture capture) {

    /** An environment in which events are delivered. */
    public Environment(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable, long maxHeapBytes) {
        this(property, variable, maxHeapBytes, null);
    }

    /** Returns the running JVM. What a security manager withholds counts as not set. */
    public static Environment ofProcess() {
        return new Environment(
                name -> ifPermitted(System::getProperty, name),
                name -> ifPermitted(System::getenv, name),
                Runtime.getRuntime().maxMemory(),
                EventCaptures.installed());
    }

    private static @Nullable String ifPermitted(UnaryOperator<@Nullable String> lookup, String name) {
        try {
            return lookup.apply(name);
        } catch (SecurityException e) {
            return null;
        }
    }
}
