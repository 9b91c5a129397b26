package com.trubrics.appender.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Freezes values without parts. The JDK's numbers stay numbers (counters such as {@link AtomicLong} with their current value;
 * NaN and infinities become text, because JSON does not have them). Enums become their {@code name()}, {@code java.time}
 * becomes ISO-8601 text, {@link Date} and {@link Calendar} become ISO-8601 text in UTC, and everything else, including other
 * {@link Number} classes, its {@code toString()}.
 */
final class Scalars {
    private Scalars() {}

    /**
     * Returns whether a value stays unchanged: big numbers only within bounds, and only of the exact class, because a subclass
     * may be mutable, or throw when it is written. Calls no code of the application.
     */
    static boolean isFrozen(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || (value instanceof Double real && Double.isFinite(real))
                || (value instanceof Float single && Float.isFinite(single))
                || (value.getClass() == BigDecimal.class && !HugeNumbers.contain((BigDecimal) value))
                || (value.getClass() == BigInteger.class && !HugeNumbers.contain((BigInteger) value));
    }

    static @Nullable Object frozen(Object value) {
        if (isFrozen(value)) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof ZonedDateTime time) {
            // Its own toString() ends in "[Europe/Paris]", which is not ISO-8601. All others of java.time are.
            return time.toOffsetDateTime().toString();
        }
        if (value instanceof Date date) {
            return text(date);
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant().toString();
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number(number.getAsDouble()) : null;
        }
        return value.toString();
    }

    @SuppressWarnings("JavaUtilDate") // the classes that applications usually have
    private static String text(Date date) {
        try {
            return date.toInstant().toString();
        } catch (UnsupportedOperationException noMoment) {
            // java.sql.Date and java.sql.Time are a day and a time of day, without a zone. Their text
            // is already ISO-8601.
            return date.toString();
        }
    }

    /** Returns a key as text, even if the application's key is not a string. */
    static String name(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        try {
            return String.valueOf(key instanceof Enum<?> constant ? constant.name() : key);
        } catch (Throwable fromUserCode) {
            return Unreadable.note(key);
        }
    }

    private static @Nullable Object number(Number number) {
        if (isFrozen(number)) {
            return number;
        }
        if (number instanceof BigInteger whole && HugeNumbers.contain(whole)) {
            return HugeNumbers.text(whole);
        }
        if (number instanceof BigDecimal decimal && HugeNumbers.contain(decimal)) {
            return HugeNumbers.text(decimal);
        }
        if (number instanceof AtomicInteger) {
            return number.intValue();
        }
        if (number instanceof AtomicLong || number instanceof LongAdder || number instanceof LongAccumulator) {
            return number.longValue();
        }
        if (number instanceof DoubleAdder || number instanceof DoubleAccumulator) {
            return number(number.doubleValue());
        }
        return number.toString();
    }
}
