package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.internal.config.Destination.Proxy;
import com.trubrics.appender.internal.config.Destination.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "proxy.local:3128,              proxy.local, 3128,  -,     -",
                "Proxy_1:65535,                 proxy_1,     65535, -,     -",
                "10.0.0.1:1,                    10.0.0.1,    1,     -,     -",
                "[::1]:3128,                    ::1,         3128,  -,     -",
                "joe:secret@proxy:80,           proxy,       80,    joe,   secret",
                "joe:se:cr@et@proxy:80,         proxy,       80,    joe,   se:cr@et",
                "joe:@proxy:80,                 proxy,       80,    joe,   ''",
                "d\\joe:secret@[fe80::1]:80,    fe80::1,     80,    d\\joe, secret"
            })
    void readsAddressAndCredentials(
            String text, String host, int port, @Nullable String user, @Nullable String password) throws BadValue {
        Secret secret = password == null ? null : new Secret(password);

        assertThat(ProxyAddress.parse(text)).isEqualTo(new Proxy(host, port, user, secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "proxy:",
                ":3128",
                "proxy:0",
                "proxy:65536",
                "proxy:http",
                "http://proxy:3128",
                "http://joe:secret@proxy:3128",
                "SOCKS5://joe:secret@proxy:1080",
                "proxy:3128/",
                "::1:3128",
                "pro xy:3128",
                "none",
                "joe:secret@proxy",
                "joe@proxy:80",
                "@proxy:80",
                ":secret@proxy:80"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> ProxyAddress.parse(text)).isInstanceOf(BadValue.class);
    }

    @Test
    void showsOnlyTheAddress() throws BadValue {
        assertThat(ProxyAddress.parse("joe:secret@proxy:80")).hasToString("proxy:80");
    }
}
