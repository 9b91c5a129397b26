package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsKeyInAnyCase(Option option) {
        assertThat(Option.named(option.key())).isSameAs(option);
        assertThat(Option.named(option.key().toUpperCase(Locale.ROOT))).isSameAs(option);
    }

    @Test
    void isNotFoundByAnythingElse() {
        assertThat(Option.named("flushBatchSizes")).isNull();
        assertThat(Option.named("")).isNull();
    }

    @Test
    void whatDecidesWhereDataGoesFailsClosed() {
        assertThat(Arrays.stream(Option.values()).filter(Option::failsClosed).map(Option::key))
                .containsExactlyInAnyOrder(
                        "apiKey",
                        "host",
                        "proxy",
                        "enabled",
                        "dryRun",
                        "loggers",
                        "includeMdc",
                        "excludeMdc",
                        "excludeProperties",
                        "maxTextLength",
                        "sampleRate",
                        "eventFilter",
                        "userSource",
                        "userIdHashKey");
    }

    @Test
    void someMayComeFromTheEnvironment() {
        assertThat(Arrays.stream(Option.values())
                        .filter(Option::isFromEnvironment)
                        .map(option -> option.systemProperty() + " " + option.environmentVariable()))
                .containsExactlyInAnyOrder(
                        "trubrics.apiKey TRUBRICS_API_KEY",
                        "trubrics.host TRUBRICS_HOST",
                        "trubrics.enabled TRUBRICS_ENABLED",
                        "trubrics.dryRun TRUBRICS_DRY_RUN",
                        "trubrics.explain TRUBRICS_EXPLAIN",
                        "trubrics.discover TRUBRICS_DISCOVER");
    }
}
