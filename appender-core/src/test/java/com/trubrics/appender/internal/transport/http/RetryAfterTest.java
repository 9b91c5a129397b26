package com.trubrics.appender.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "007, PT7S",
        "300, PT5M",
        "301, PT5M",
        "315360000, PT5M",
        "9223372036854775808, PT5M",
        "99999999999999999999999999999999999999, PT5M",
    })
    void secondsAreTakenUpToFiveMinutes(String value, Duration wait) {
        assertThat(from(value)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "-300", "", "soon", "1.5", "+5", "1 minute", "0x10", "\u0663", "Thu, 99 Foo 2026"})
    void whatAsksForNothingUsableIsIgnored(String value) {
        assertThat(from(value)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 01 Jan 2026 12:00:05 GMT  | PT5S",
                "Thu, 01 Jan 2026 12:05:00 GMT  | PT5M",
                "Fri, 01 Jan 2036 12:00:00 GMT  | PT5M",
                "Thursday, 01-Jan-26 12:00:05 GMT | PT5S",
                "Thu Jan  1 12:00:05 2026       | PT5S",
            })
    void aDateIsADistanceFromNow(String value, Duration wait) {
        assertThat(from(value)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Thu, 01 Jan 2026 12:00:00 GMT", "Thu, 01 Jan 2026 11:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void aDateThatHasPassedIsIgnored(String value) {
        assertThat(from(value)).isZero();
    }

    @Test
    void theServersOwnClockCountsWhereItIsKnown() {
        assertThat(RetryAfter.from(headers("Thu, 01 Jan 2015 08:00:30 GMT", "Thu, 01 Jan 2015 08:00:00 GMT"), NOW))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.from(headers("Thu, 01 Jan 2026 12:00:30 GMT", "Thu, 01 Jan 2026 12:00:31 GMT"), NOW))
                .isZero();
    }

    @Test
    void aDateHeaderThatCannotBeReadIsAsGoodAsNone() {
        assertThat(RetryAfter.from(headers("Thu, 01 Jan 2026 12:00:30 GMT", "today"), NOW))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutTheHeaderThereIsNoWait() {
        assertThat(RetryAfter.from(Headers.of(), NOW)).isNull();
    }

    private static @Nullable Duration from(String value) {
        return RetryAfter.from(
                new Headers.Builder().addUnsafeNonAscii("Retry-After", value).build(), NOW);
    }

    private static Headers headers(String retryAfter, String date) {
        return Headers.of("Retry-After", retryAfter, "Date", date);
    }
}
