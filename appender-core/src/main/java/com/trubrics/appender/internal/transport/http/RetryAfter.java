package com.trubrics.appender.internal.transport.http;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone. Pure. */
final class RetryAfter {

    /** The contract's upper limit: a server's slip of "ten years" must not stop delivery until then. */
    static final Duration MAX = Duration.ofMinutes(5);

    private static final String NAME = "Retry-After";
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    /** A number of this many digits certainly fits into a long. */
    private static final int MAX_DIGITS = 18;

    private RetryAfter() {}

    /**
     * The wait, at most five minutes; zero if the header is past, negative or unreadable; null if there is none.
     *
     * @param now used for a date if the server does not say its own; its own is better, because only the distance
     *     between the two counts and the clocks may differ
     */
    static @Nullable Duration from(Headers headers, Instant now) {
        String value = headers.get(NAME);
        if (value == null) {
            return null;
        }
        Duration wait = SECONDS.matcher(value).matches() ? seconds(value) : untilDate(headers, now);
        if (wait == null || wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static Duration seconds(String digits) {
        return digits.length() > MAX_DIGITS ? MAX : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static @Nullable Duration untilDate(Headers headers, Instant now) {
        Instant end = headers.getInstant(NAME);
        if (end == null) {
            return null;
        }
        Instant serversNow = headers.getInstant("Date");
        return Duration.between(serversNow == null ? now : serversNow, end);
    }
}
