package com.trubrics.appender.internal.config;

import com.trubrics.appender.EventFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the process.
 *
 * @param excludeProperties globs of properties that are never sent
 * @param maxTextLength how many characters of a text are sent, at least 1; null for all
 * @param sampleRate the share of users whose events are sent, 0 to 1
 * @param filter the application's own decision about each event; null for none
 */
public record EgressSettings(
        List<String> excludeProperties,
        @Nullable Integer maxTextLength,
        double sampleRate,
        @Nullable EventFilter filter) {

    /** Copies the list. */
    public EgressSettings {
        excludeProperties = List.copyOf(excludeProperties);
    }

    /** Returns the same settings with another filter. */
    public EgressSettings withFilter(EventFilter other) {
        return new EgressSettings(excludeProperties, maxTextLength, sampleRate, other);
    }
}
