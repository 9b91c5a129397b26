package com.trubrics.appender.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Instants as {@code 2024-10-09T13:21:46.182Z}, with six digits where there are microseconds; what is finer is cut off.
 * The text of a second is kept for the next event, which is mostly of the same one: formatting it anew takes longer
 * than writing all the rest of an event. One thread at a time.
 */
final class TimestampText {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The longest: a year of ten digits with its sign, and microseconds. */
    private static final int MAX_LENGTH = 40;

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
