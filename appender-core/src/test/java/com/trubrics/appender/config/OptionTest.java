package com.trubrics.appender.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "apiKey", "host", "proxy", "enabled", "dryRun", "loggers", "includeMdc", "excludeMdc");
    }

    @ParameterizedTest
    @CsvSource({
        "flushBatchSize2,  flushBatchSize",
        "flush_batch_size, flushBatchSize",
        "apikey1,          apiKey",
        "api_key,          apiKey",
        "hots,             host",
        "porxy,            proxy",
        "userIDKeys,       userIdKey",
        "maxInFlights,     maxInFlight",
        "includeMcd,       includeMdc",
        "dryrun ,          dryRun",
        "exclude_mdc,      excludeMdc",
        "exclude-mdc,      excludeMdc",
        "excludeMdcs,      excludeMdc",
        "excludeMdcKeys,   excludeMdc",
        "excludedMdcKeys,  excludeMdc",
        "mdcExclude,       excludeMdc",
        "include.mdc,      includeMdc",
        "logger,           loggers",
        "loggerNames,      loggers",
        "hostName,         host",
        "proxyUrl,         proxy",
        "dry_run,          dryRun",
        "isEnabled,        enabled"
    })
    void isGuessedFromATypingMistake(String typed, String meant) {
        assertThat(Option.nearest(typed)).isSameAs(Option.named(meant));
    }

    @Test
    void someMayComeFromTheEnvironment() {
        assertThat(Arrays.stream(Option.values())
                        .filter(Option::isFromEnvironment)
                        .map(option -> option.property() + " " + option.variable()))
                .containsExactlyInAnyOrder(
                        "trubrics.apiKey TRUBRICS_API_KEY",
                        "trubrics.host TRUBRICS_HOST",
                        "trubrics.enabled TRUBRICS_ENABLED",
                        "trubrics.dryRun TRUBRICS_DRY_RUN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "layout", "name", "ignoreExceptions", "encoder", "batch"})
    void isNotGuessedFromAnotherWord(String typed) {
        assertThat(Option.nearest(typed)).isNull();
    }
}
