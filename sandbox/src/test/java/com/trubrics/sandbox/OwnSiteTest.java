package com.trubrics.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnSiteTest {

    private static boolean sent(boolean loopback, String host, String origin) {
        Headers headers = new Headers();
        if (host != null) {
            headers.set("Host", host);
        }
        if (origin != null) {
            headers.set("Origin", origin);
        }
        return new OwnSite(loopback).sent(headers);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8899,",
        "127.0.0.1:8899,",
        "[::1]:8899,",
        "LOCALHOST,",
        "localhost:8899, http://localhost:8899",
    })
    void thisMachineAndThePagesOfTheSandboxAreHeard(String host, String origin) {
        assertThat(sent(true, host, origin)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example:8899,",
        "localhost.evil.example:8899,",
        "'a b',",
        ",",
        "localhost:8899, https://evil.example",
        "localhost:8899, http://localhost:3000",
        "localhost:8899, null",
    })
    void otherSitesAreNot(String host, String origin) {
        assertThat(sent(true, host, origin)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "build-host:8899, , true",
        "10.0.0.5:8899, http://10.0.0.5:8899, true",
        "build-host:8899, http://evil, false"
    })
    void aSandboxForOthersMayHaveAnyName(String host, String origin, boolean heard) {
        assertThat(sent(false, host, origin)).isEqualTo(heard);
    }
}
