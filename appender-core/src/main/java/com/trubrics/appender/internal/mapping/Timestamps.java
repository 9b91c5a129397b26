package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings.TimestampUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in time of the years 1 to 9999. Accepts {@link Instant}, {@code OffsetDateTime}, {@code ZonedDateTime},
 * {@link Date} and {@link Calendar}; ISO-8601 texts with an offset, in all forms that {@link Instant#parse} and
 * {@code DateTimeFormatter.ISO_ZONED_DATE_TIME} accept and in those that other languages write; and numbers if their
 * unit is configured. Thread-safe.
 */
final class Timestamps {

    /** Longer texts are not timestamps. */
    static final int MAX_CHARS = 100;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern ISO = Pattern.compile(
            "(?<date>[+-]?\\d{4,9}-\\d\\d-\\d\\d)T(?<hour>\\d\\d):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,](?<fraction>\\d*))?)?"
                    + "(?<offset>Z|[+-]\\d\\d(?::?\\d\\d){0,2})(?:\\[[^]]+])?",
            Pattern.CASE_INSENSITIVE);

    private static final int NANO_DIGITS = 9;

    private final TimestampUnit unit;

    Timestamps(TimestampUnit unit) {
        this.unit = unit;
    }

    /** Returns whether the type of a value can represent a point in time, so that it is not read as a scalar. */
    static boolean isMoment(Object value) {
        return value instanceof TemporalAccessor || value instanceof Date || value instanceof Calendar;
    }

    /** Returns the point in time, or null if the value is not one of the years 1 to 9999. Never throws. */
    @Nullable
    Instant from(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return within(isMoment(value) ? ofMoment(value) : ofScalar(value));
        } catch (Throwable notAMoment) {
            // Not only DateTimeException: this may be a class of the application. And java.sql.Date and Time,
            // which are only half a point in time, throw UnsupportedOperationException.
            return null;
        }
    }

    /** Returns whether a value was refused only because no unit is configured. */
    boolean lacksUnit(@Nullable Object scalar) {
        return unit == TimestampUnit.NONE && number(scalar) != null;
    }

    private static @Nullable Instant ofMoment(Object value) {
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        TemporalAccessor temporal = (TemporalAccessor) value;
        return temporal.isSupported(ChronoField.INSTANT_SECONDS) ? Instant.from(temporal) : null;
    }

    private @Nullable Instant ofScalar(Object value) {
        Instant instant = value instanceof String text ? parse(text) : null;
        return instant == null && unit != TimestampUnit.NONE ? inUnits(number(value)) : instant;
    }

    private static @Nullable Instant parse(String text) {
        Matcher iso = text.length() <= MAX_CHARS ? ISO.matcher(text.strip()) : null;
        if (iso == null || !iso.matches()) {
            return null;
        }
        LocalDate date = LocalDate.parse(iso.group("date"));
        ZoneOffset offset = ZoneOffset.of(iso.group("offset").toUpperCase(Locale.ROOT));
        int hour = Integer.parseInt(iso.group("hour"));
        int minute = Integer.parseInt(iso.group("minute"));
        int second = iso.group("second") == null ? 0 : Integer.parseInt(iso.group("second"));
        int nano = nanos(iso.group("fraction"));
        if (hour == 24 && minute + second + nano == 0) {
            return date.plusDays(1).atStartOfDay().toInstant(offset);
        }
        boolean leapSecond = hour == 23 && minute == 59 && second == 60;
        LocalTime time = LocalTime.of(hour, minute, leapSecond ? 59 : second, nano);
        return LocalDateTime.of(date, time).toInstant(offset);
    }

    /** Cuts off digits beyond nanoseconds. */
    private static int nanos(@Nullable String fraction) {
        String digits = (fraction == null ? "" : fraction) + "0".repeat(NANO_DIGITS);
        return Integer.parseInt(digits.substring(0, NANO_DIGITS));
    }

    /**
     * Returns a number, or a numeric text, with all its digits. Returns null for other values and for excessive lengths.
     */
    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof BigInteger giant && giant.bitLength() > MAX_CHARS) {
            return null;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (!(value instanceof Number) && !(value instanceof String)) {
            return null;
        }
        try {
            String text = value.toString().strip();
            return text.length() <= MAX_CHARS ? new BigDecimal(text) : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private @Nullable Instant inUnits(@Nullable BigDecimal number) {
        if (number == null || Math.abs((long) number.scale()) > MAX_CHARS || number.precision() > MAX_CHARS) {
            return null;
        }
        BigDecimal seconds = unit == TimestampUnit.MS ? number.movePointLeft(3) : number;
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        BigDecimal rest = seconds.subtract(whole).movePointRight(NANO_DIGITS);
        return Instant.ofEpochSecond(whole.longValueExact(), rest.longValue());
    }

    private static @Nullable Instant within(@Nullable Instant instant) {
        return instant == null || instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
    }
}
