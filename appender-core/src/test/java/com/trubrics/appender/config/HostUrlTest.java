package com.trubrics.appender.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://app.trubrics.com/api/ingestion,   https://app.trubrics.com/api/ingestion",
        "https://app.trubrics.com/api/ingestion/,  https://app.trubrics.com/api/ingestion",
        "https://app.trubrics.com///,              https://app.trubrics.com",
        "HTTPS://App.Trubrics.COM:443/API,         https://app.trubrics.com/API",
        "http://localhost:80,                      http://localhost",
        "http://localhost:443,                     http://localhost:443",
        "https://localhost:80,                     https://localhost:80",
        "http://127.0.0.1:8080/x,                  http://127.0.0.1:8080/x",
        "http://[::1]:8080/x/,                     http://[::1]:8080/x",
        "http://[2001:DB8::1]/x,                   http://[2001:db8::1]/x",
        "https://example.com./x,                   https://example.com./x",
        "https://example.com/a%20b,                https://example.com/a%20b",
        "https://example.com/ü,                    https://example.com/%C3%BC"
    })
    void bringsAUrlIntoItsNormalFormWhichOkHttpTakesToo(String text, String normal) throws BadValue {
        URI url = HostUrl.parse(text);

        assertThat(url).hasToString(normal);
        assertThat(HttpUrl.get(url + "/publish_events").host()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.trubrics.com",
                "localhost:8080",
                "ftp://example.com",
                "/api/ingestion",
                "mailto:a@b.c",
                "//x/y"
            })
    void asksForHttpOrHttps(String text) {
        assertThatThrownBy(() -> HostUrl.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessage("must begin with https:// or http://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://",
                "https:///api",
                "https:x",
                "https://exa mple.com",
                "https://exa_mple.com",
                "https://a..b",
                "https://münchen.example",
                "http://[::1",
                "http://[fe80::1%25eth0]/",
                "https://host:port/",
                "https://x:99999999999/",
                "https://1.2.3.400/",
                "https://x/%zz",
                "https:\\\\example.com"
            })
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> HostUrl.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("must be a URL such as");
    }

    @Test
    void refusesNamesThatDnsDoesNotKnow() throws BadValue {
        assertThat(HostUrl.parse("https://" + "a".repeat(63) + ".example")).isNotNull();
        assertThatThrownBy(() -> HostUrl.parse("https://" + "a".repeat(64) + ".example"))
                .isInstanceOf(BadValue.class);
        assertThatThrownBy(() -> HostUrl.parse("https://" + "a.".repeat(127) + "example"))
                .isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://x.y:0/", "https://x.y:65536/"})
    void refusesPortsThatDoNotExist(String text) {
        assertThatThrownBy(() -> HostUrl.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://user:pw@x.y/", "https://@x.y/", "https://x.y/?key=1", "https://x.y/?", "https://x.y/#a"
            })
    void refusesWhatDoesNotBelongIntoABaseUrl(String text) {
        assertThatThrownBy(() -> HostUrl.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining("must hold no user");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com,         false",
        "http://localhost,            false",
        "http://api.localhost,        false",
        "http://127.0.0.1:1,          false",
        "http://127.9.9.9,            false",
        "http://[::1]:1,              false",
        "http://[0:0:0:0:0:0:0:1],    false",
        "http://example.com,          true",
        "http://localhost.example,    true",
        "http://127.0.0.1.example,    true",
        "http://10.0.0.1,             true",
        "http://[::2],                true"
    })
    void knowsWhatLeavesTheMachineUnencrypted(String text, boolean inClear) throws BadValue {
        assertThat(HostUrl.isInClear(HostUrl.parse(text))).isEqualTo(inClear);
    }
}
