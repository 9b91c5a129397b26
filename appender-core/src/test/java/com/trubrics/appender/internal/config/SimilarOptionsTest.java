package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarOptionsTest {

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
        "isEnabled,        enabled",
        "disabled,         enabled",
        "dryMode,          dryRun",
        "url,              host",
        "base_url,         host",
        "endpoint,         host",
        "sampling,         sampleRate",
        "maxTextLen,       maxTextLength",
        "text-length,      maxTextLength",
        "pseudonymKey,     userIdHashKey",
        "anonymizeUsers,   userIdHashKey",
        "uri,              host",
        "serverAddress,    host",
        "active,           enabled",
        "packages,         loggers",
        "filterClass,      eventFilter",
        "maskProperties,   excludeProperties",
        "dropProperties,   excludeProperties",
        "blacklist,        excludeProperties"
    })
    void anOptionIsGuessedFromATypingMistake(String typed, String meant) {
        assertThat(SimilarOptions.nearest(typed)).isSameAs(Option.named(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "excluded",
                "includePrompt",
                "include_generation",
                "llm",
                "llm.include-promt",
                "user.claims",
                "uri"
            })
    void nothingMayLeaveAfterANameThatDecidesThis(String typed) {
        assertThat(SimilarOptions.seemToDecideWhatLeaves(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "includeCallerData", "bufferSize", "layout", "flushIntervall", "llmModel"})
    void anyOtherNameIsIgnored(String typed) {
        assertThat(SimilarOptions.seemToDecideWhatLeaves(typed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "layout", "name", "ignoreExceptions", "encoder", "batch", "securityProtocol", "threads"
            })
    void noneIsGuessedFromAnotherWord(String typed) {
        assertThat(SimilarOptions.nearest(typed)).isNull();
    }
}
