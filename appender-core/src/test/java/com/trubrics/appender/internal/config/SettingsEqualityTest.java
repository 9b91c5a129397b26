package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two settings are the same if nothing in them differs; they compare themselves, so nothing may be forgotten. */
class SettingsEqualityTest {

    @Test
    void theSameOptionsGiveEqualSettings() {
        Settings one = with(Option.PROXY, "joe:secret@proxy:3128");
        Settings other = with(Option.PROXY, "joe:secret@proxy:3128");
        assertThat(one.destination()).isEqualTo(other.destination()).hasSameHashCodeAs(other.destination());
        assertThat(one.delivery()).isEqualTo(other.delivery()).hasSameHashCodeAs(other.delivery());
    }

    @ParameterizedTest
    @CsvSource({
        "HOST,    https://example.com",
        "API_KEY, another",
        "DRY_RUN, true",
        "PROXY,   proxy:3129",
        "PROXY,   proxy2:3128",
        "PROXY,   joe:secret@proxy:3128",
        "PROXY,   joe:secret2@proxy:3128",
        "PROXY,   jim:secret@proxy:3128"
    })
    void everyPartOfADestinationMakesItAnother(Option option, String value) {
        Destination changed = with(option, value).destination();
        assertThat(changed).isNotEqualTo(with(Option.PROXY, "proxy:3128").destination());
        assertThat(changed)
                .isNotEqualTo(with(Option.PROXY, "joe:secret3@proxy:3128").destination());
        assertThat(changed).isNotEqualTo(with(Option.DRY_RUN, "false").destination());
    }

    @ParameterizedTest
    @CsvSource({
        "FLUSH_INTERVAL,         11 s",
        "FLUSH_BATCH_SIZE,       21",
        "MAX_REQUEST_BYTES,      2 MB",
        "MAX_EVENT_BYTES,        2 MB",
        "QUEUE_CAPACITY,         9999",
        "QUEUE_BYTES,            1 MB",
        "OVERFLOW,               block",
        "BLOCK_TIMEOUT,          2 s",
        "MAX_IN_FLIGHT,          7",
        "CONNECT_TIMEOUT,        6 s",
        "REQUEST_TIMEOUT,        31 s",
        "INITIAL_BACKOFF,        501 ms",
        "MAX_BACKOFF,            31 s",
        "SHUTDOWN_TIMEOUT,       6 s",
        "REGISTER_SHUTDOWN_HOOK, false",
        "COMPRESSION,            gzip"
    })
    void everyDeliveryOptionMakesADifference(Option option, String value) {
        assertThat(with(option, value).delivery())
                .isNotEqualTo(with(Option.DRY_RUN, "false").delivery());
    }

    private static Settings with(Option option, String value) {
        return Reading.withKey().set(option, value).settings();
    }
}
