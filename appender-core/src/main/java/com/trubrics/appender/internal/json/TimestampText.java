package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes instants as {@code 2024-10-09T13:21:46.182Z}, with six digits if there are microseconds; finer digits are cut
 * off. Throws {@link DateTimeException} outside the years 1 to 9999, where ISO-8601 needs a different form. Keeps the text
 * of the second for the next event, which usually has the same one, because formatting it takes longer than writing the rest of
 * an event. One thread at a time.
 */
final class TimestampText {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** Writes an instant with microseconds. */
    private static final int MAX_LENGTH = 27;

    private static final int NANOS_IN_MICRO = 1_000;
    private static final int MICROS_IN_MILLI = 1_000;

    private final char[] text = new char[MAX_LENGTH];
    private long second = Long.MIN_VALUE;
    private int secondLength;

    void write(Instant instant, JsonGenerator out) throws IOException {
        if (instant.getEpochSecond() != second) {
            keepSecond(instant);
        }
        out.writeString(text, 0, addFraction(instant.getNano() / NANOS_IN_MICRO));
    }

    private void keepSecond(Instant instant) {
        if (instant.getEpochSecond() < FIRST_SECOND || instant.getEpochSecond() > LAST_SECOND) {
            throw new DateTimeException("not in the years 1 to 9999");
        }
        String formatted = SECONDS.format(instant);
        formatted.getChars(0, formatted.length(), text, 0);
        secondLength = formatted.length();
        second = instant.getEpochSecond();
    }

    private int addFraction(int micros) {
        text[secondLength] = '.';
        boolean millisSuffice = micros % MICROS_IN_MILLI == 0;
        int digits = millisSuffice ? 3 : 6;
        int rest = millisSuffice ? micros / MICROS_IN_MILLI : micros;
        for (int i = secondLength + digits; i > secondLength; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        int end = secondLength + digits + 1;
        text[end] = 'Z';
        return end + 1;
    }
}
