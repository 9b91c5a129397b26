package com.trubrics.appender.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads moments: ISO-8601 instants and offset date-times as text, and {@code java.time} values that are a moment. */
final class Timestamps {

    /** ISO-8601 on the wire has four digits for the year. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Lenient for the offset only, which is also written {@code +01}. */
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .parseLenient()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private Timestamps() {}

    /** The moment, or null if the text is none or lies outside the years 0 to 9999. */
    static @Nullable Instant parse(String text) {
        try {
            return within(TEXT.parse(text.strip(), Instant::from));
        } catch (DateTimeException notIso) {
            return null;
        }
    }

    /** The moment, or null if the value is none, as a local date-time, or lies outside the years 0 to 9999. */
    static @Nullable Instant from(TemporalAccessor value) {
        try {
            return value.isSupported(ChronoField.INSTANT_SECONDS) ? within(Instant.from(value)) : null;
        } catch (Throwable notAnInstant) {
            // Not only DateTimeException: the application may have a class of its own here.
            return null;
        }
    }

    private static @Nullable Instant within(Instant instant) {
        return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
    }
}
