package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionMaskTest {

    @Test
    void aKeyIsNeverShown() {
        assertThat(OptionMask.of(Option.API_KEY, "abc")).isEqualTo("***");
        assertThat(OptionMask.of(Option.USER_ID_HASH_KEY, "abc")).isEqualTo("***");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/api,                https://example.com/api",
        "https://joe:secret@example.com/api,     https://***@example.com/api",
        "https://joe:se@cret@example.com/api,    https://***@example.com/api",
        "https://secret@,                        https://***@",
        "joe:secret@example.com,                 ***@example.com",
        "https:\\joe:secret@example.com,         ***@example.com",
        "https://example.com?key=secret,         https://example.com?***",
        "https://joe:secret?@example.com?secret, https://***@example.com?***",
        "https://example.com#secret,             https://example.com?***"
    })
    void aHostIsShownWithoutUserAndQuery(String text, String shown) {
        assertThat(OptionMask.of(Option.HOST, text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy,                     proxy",
        "proxy:0,                   proxy:***",
        "http://proxy:3128,         http://proxy:3128",
        "pro xy:3128,               pro xy:3128",
        "joe:secret,                joe:***",
        "joe:se:cret,               joe:***",
        "http://joe:secret,         http://joe:***",
        "joe@proxy:80,              ***@proxy:80",
        "joe:secret@proxy,          ***@***",
        "joe:s3@cret,               ***@***",
        "http://joe:secret@proxy:1, ***@proxy:1"
    })
    void ofAProxyOnlyTheAddressIsShown(String text, String shown) {
        assertThat(OptionMask.of(Option.PROXY, text)).isEqualTo(shown);
    }

    @Test
    void aQueryIsHiddenToItsEnd() {
        assertThat(OptionMask.of(Option.HOST, "https://example.com?a\nsecret")).isEqualTo("https://example.com?***");
    }

    @Test
    void staysOnOneLineOfBoundedLength() {
        assertThat(OptionMask.of(Option.OVERFLOW, "a\r\nWARN b\u001b[0m")).isEqualTo("a WARN b [0m");
        assertThat(OptionMask.of(Option.OVERFLOW, "x".repeat(1_000))).isEqualTo("x".repeat(97) + "...");
    }
}
