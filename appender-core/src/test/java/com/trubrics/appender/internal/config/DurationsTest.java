package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500 ms,          PT0.5S",
        "500ms,           PT0.5S",
        "250 millis,      PT0.25S",
        "1 millisecond,   PT0.001S",
        "10 s,            PT10S",
        "10 S,            PT10S",
        "10 seconds,      PT10S",
        "1 second,        PT1S",
        "2 min,           PT2M",
        "2 m,             PT2M",
        "2 minutes,       PT2M",
        "1 h,             PT1H",
        "3 hours,         PT3H",
        "1 d,             PT24H",
        "10,              PT10S",
        "0.5,             PT0.5S",
        ".5,              PT0.5S",
        "1.5 min,         PT90S",
        "0,               PT0S",
        "-1 s,            PT-1S",
        "PT10S,           PT10S",
        "pt10s,           PT10S",
        "-PT10S,          PT-10S",
        "PT0.25S,         PT0.25S",
        "P1D,             PT24H",
        "24 d,            PT576H"
    })
    void readsEverySpelling(String text, Duration duration) throws BadValue {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "10 parsecs",
                "10 s 500 ms",
                "1e3",
                "0,5",
                "10,000",
                "s",
                "PT",
                "P10S",
                "--1",
                "1_000",
                "0x10"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("must be a duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "25 days",
                "9999999999999",
                "PT9999999H",
                "99999999999999999999 h",
                "99999999999999999999999999999999999999999 s"
            })
    void refusesWhatNoTimeoutCanBe(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("at most 24 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0 ms", "-1 s", "PT0S", "0.0009 s", "-PT5S"})
    void aTimeoutIsAtLeastOneMillisecond(String text) {
        assertThatThrownBy(() -> Durations.positive(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("at least 1 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1 s", "0.0009 s"})
    void aWaitIsZeroOrAtLeastOneMillisecond(String text) throws BadValue {
        assertThatThrownBy(() -> Durations.zeroOrPositive(text)).isInstanceOf(BadValue.class);
        assertThat(Durations.zeroOrPositive("0")).isZero();
        assertThat(Durations.zeroOrPositive("1 ms")).isEqualTo(Duration.ofMillis(1));
    }

    @ParameterizedTest
    @CsvSource({
        "3600, false",
        "3601, true",
        "3600.5, true",
        "99999999999999999999999999999999999999999999, true",
        "10000, true",
        "10000 ms, false",
        "10000 s, false",
        "PT10000S, false",
        "x, false"
    })
    void onlyABareNumberLooksLikeMilliseconds(String text, boolean suspicious) {
        assertThat(Durations.looksLikeMillis(text)).isEqualTo(suspicious);
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 10 s", "PT0.5S, 500 ms", "PT1.5S, 1500 ms", "PT2M, 120 s"})
    void isShownInItsOwnSyntax(Duration duration, String text) {
        assertThat(Durations.show(duration)).isEqualTo(text);
    }
}
