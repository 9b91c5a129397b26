package com.trubrics.appender.internal.config;

import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.user.UserSourceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How log calls become events.
 *
 * @param keys the names under which fields are read
 * @param properties what else becomes a property
 * @param loggers names (prefixes at a dot) of the loggers whose calls can be events; empty for all
 * @param userSource who is asked for the user of calls that name none; null for nobody
 * @param defaultUserId the user ID for calls that name none
 * @param eventFromMessage whether a call without an event name uses its unformatted message as the name
 * @param timestampUnit the unit of timestamps that are bare numbers
 * @param rules which log lines become events although nobody wrote them as such, in their order
 */
public record MappingSettings(
        Keys keys,
        Properties properties,
        List<String> loggers,
        @Nullable UserSourceName userSource,
        @Nullable String defaultUserId,
        boolean eventFromMessage,
        TimestampUnit timestampUnit,
        List<EventRule> rules) {

    /** Copies the lists. */
    public MappingSettings {
        loggers = List.copyOf(loggers);
        rules = List.copyOf(rules);
    }

    /** Creates settings without rules, under which nobody is asked for the user. */
    public MappingSettings(
            Keys keys,
            Properties properties,
            List<String> loggers,
            @Nullable String defaultUserId,
            boolean eventFromMessage,
            TimestampUnit timestampUnit) {
        this(keys, properties, loggers, null, defaultUserId, eventFromMessage, timestampUnit, List.of());
    }

    /** The unit of a timestamp that is a bare number, counted from 1970. */
    public enum TimestampUnit {
        /** Numbers are not timestamps. */
        NONE,
        /** Seconds. */
        S,
        /** Milliseconds. */
        MS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is added of the log call itself.
     *
     * @param context whether {@code log_level}, {@code logger_name} and {@code thread_name} are
     * @param exception whether {@code exception} and {@code exception_message} are, where there is one
     */
    public record LogDetails(boolean context, boolean exception) {

        /** Nothing is added. */
        public static final LogDetails NONE = new LogDetails(false, false);
    }

    /** The alternative names of each field; the first name present wins. A field with an empty list is not read. */
    public record Keys(
            List<String> userId,
            List<String> event,
            List<String> properties,
            List<String> timestamp,
            List<String> text,
            List<String> prompt,
            List<String> generation,
            List<String> assistantId,
            List<String> latency,
            List<String> threadId) {}

    /**
     * Sources of properties beyond the event's own fields.
     *
     * @param prefix a field with this prefix becomes a property without it; empty if switched off
     * @param includeMdc globs of further MDC keys that become properties
     * @param excludeMdc globs that win over {@code includeMdc}
     * @param fixed properties on every event, in the order configured
     * @param details what is added of the log call itself
     */
    public record Properties(
            String prefix,
            List<String> includeMdc,
            List<String> excludeMdc,
            Map<String, String> fixed,
            LogDetails details) {

        /** Copies the lists and the map. */
        public Properties {
            includeMdc = List.copyOf(includeMdc);
            excludeMdc = List.copyOf(excludeMdc);
            fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        }
    }
}
