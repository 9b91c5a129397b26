package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.internal.transport.http.Endpoint;
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
        "https://example.com/ü,                    https://example.com/%C3%BC",
        "http://my_stack_trubrics:8080,            http://my_stack_trubrics:8080",
        "https://My_Host/x,                        https://my_host/x",
        "https://exa_mple.com,                     https://exa_mple.com",
        "https://MÜNCHEN.example:8443/x,           https://xn--mnchen-3ya.example:8443/x",
        "https://例え.テスト/api,                 https://xn--r8jz45g.xn--zckzah/api",
        "https://xn--mnchen-3ya.example,           https://xn--mnchen-3ya.example",
        "https://-a.example,                       https://-a.example",
        "https://x:/y,                             https://x/y",
        "https://a.b.c1/,                          https://a.b.c1"
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
    @CsvSource({
        "https://,                         names no host",
        "https:///api,                     names no host",
        "https://:80,                      names no host",
        "https:x,                          must begin with https://",
        "https:\\\\example.com,            must begin with https://",
        "https://exa mple.com,             'a host name contains only letters, digits'",
        "https://exa%6dple.com,            'a host name contains only letters, digits'",
        "'https://a,https://b',            'a host name contains only letters, digits'",
        "'https://a,b',                    'a host name contains only letters, digits'",
        "https://a..b,                     each part of a host name has 1 to 63",
        "https://.a,                       each part of a host name has 1 to 63",
        "https://straße.example,           no unambiguous ASCII form",
        "https://ü\u0000.example,         'a host name contains only letters, digits'",
        "http://[::1,                      must have the form",
        "http://[::g],                     not an IPv6 address",
        "http://[fe80::1%25eth0]/,         not an IPv6 address",
        "https://1.2.3.400/,               not an IPv4 address",
        "https://1.2.3/,                   not an IPv4 address",
        "https://host:port/,               the port must be between 1 and 65535",
        "https://x:99999999999/,           the port must be between 1 and 65535",
        "https://x/%zz,                    the path contains a character",
        "https://x/a b,                    the path contains a character"
    })
    void aRefusalSaysWhy(String text, String reason) {
        assertThatThrownBy(() -> HostUrl.parse(text))
                .isInstanceOf(BadValue.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"münchen.example", "MÜNCHEN.example", "例え.テスト", "bücher_x.example", "é.中国"})
    void anInternationalisedNameBecomesWhatOkHttpMakesOfIt(String name) throws BadValue {
        assertThat(HostUrl.parse("https://" + name).getRawAuthority())
                .isEqualTo(HttpUrl.get("https://" + name).host());
    }

    @Test
    void theEndpointsAreThoseOfTheTransport() throws BadValue {
        for (Endpoint endpoint : Endpoint.values()) {
            assertThat(HostUrl.doubtfulPath(HostUrl.parse("https://x.example/" + endpoint.path())))
                    .isNotNull();
        }
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
                .hasMessageContaining("must not contain a user");
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
        "http://[::2],                true",
        "http://my_stack_trubrics:80, true"
    })
    void knowsWhatLeavesTheMachineUnencrypted(String text, boolean inClear) throws BadValue {
        assertThat(HostUrl.isInClear(HostUrl.parse(text))).isEqualTo(inClear);
    }
}
